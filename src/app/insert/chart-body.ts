import type { CellNames } from '../../engine/protocol.ts';
import { categories, columnNamed, isSpread, numberColumns, scoreColumn } from './columns.ts';
import { foreignNames } from '../../trust/chart-spec-error.ts';
import type { Filled } from './filled.ts';
import { holdsNumbers, rowsOf, subjectOf, type Place } from './place.ts';
import { quoted, word } from './yaml-words.ts';

/** A first chart of what the place follows: intervals of numbers, scores by label, predictions against the truth, counts. */
export function chartBody(place: Place): Filled | null {
  const subject = subjectOf(place);
  if (subject !== undefined && holdsNumbers(subject)) return intervals(place, subject);
  const rows = rowsOf(place);
  return rows === undefined ? null : rowsChart({ ...rows, columns: rows.columns.filter(({ name }) => isDrawable(name)) });
}

/** Whether a chart takes a column of this name: words that every object answers to are refused there. */
function isDrawable(name: string): boolean {
  return !name.split(/[.[\]'"\\]+/).some((step) => foreignNames.has(step));
}

function rowsChart(rows: CellNames): Filled | null {
  const label = columnNamed(rows, rows.roles?.label);
  const score = columnNamed(rows, scoreColumn(rows));
  const prediction = columnNamed(rows, rows.roles?.prediction);
  const named = (says: Filled['says'], spec: string): Filled => ({
    name: `${rows.cell}_chart`,
    says,
    body: `data: ${rows.cell}\nspec:\n  width: 640\n${spec}`,
  });
  if (rows.task === 'binary' && label !== undefined && isSpread(score)) {
    const colour = `    color: {field: ${word(label.name)}, type: nominal}\n`;
    return named([{ name: score!.name }, ' by ', { name: label.name }], histogram(score!.name) + colour);
  }
  if (rows.task === 'regression' && isSpread(label) && isSpread(prediction))
    return named([{ name: prediction!.name }, ' against ', { name: label!.name }], against(prediction!.name, label!.name, rows.rows));
  if (rows.task === 'multiclass' && prediction !== undefined && label !== undefined)
    return named([{ name: prediction.name }, ' against ', { name: label.name }], heat(prediction.name, label.name));
  const category = label !== undefined && fewValues(label) ? label.name : categories(rows, 30)[0];
  const number = isSpread(label) && !fewValues(label) ? label : (numberColumns(rows)[0] ?? rows.columns.find(isSpread));
  if (category !== undefined) return named(['rows of ', { name: rows.cell }, ' by ', { name: category }], counts(category));
  return number === undefined ? null : named(['how ', { name: number.name }, ' is spread'], histogram(number.name));
}

function fewValues(column: CellNames['columns'][number] | undefined): boolean {
  return (column?.sample?.distinct ?? 0) >= 1 && (column?.sample?.distinct ?? Infinity) <= 30 && column?.type !== 'time';
}

function histogram(column: string): string {
  return `  height: 200\n  mark: bar\n  encoding:\n    x: {field: ${word(column)}, type: quantitative, bin: {maxbins: 30}}\n    y: {aggregate: count, type: quantitative}\n`;
}

function counts(column: string): string {
  return `  height: {step: 24}\n  mark: bar\n  encoding:\n    y: {field: ${word(column)}, type: nominal, sort: "-x", title: null}\n    x: {aggregate: count, type: quantitative}\n`;
}

/** Points while a chart may hold them, counts in bins above. */
function against(x: string, y: string, rows: number): string {
  const axis = (column: string, bins: string): string => `{field: ${word(column)}, type: quantitative${bins}}`;
  if (rows > 5000)
    return `  height: 320\n  mark: rect\n  encoding:\n    x: ${axis(x, ', bin: {maxbins: 40}')}\n    y: ${axis(y, ', bin: {maxbins: 40}')}\n    color: {aggregate: count, type: quantitative}\n`;
  return `  height: 320\n  mark: {type: point, filled: true, size: 12, opacity: 0.5}\n  encoding:\n    x: ${axis(x, '')}\n    y: ${axis(y, '')}\n`;
}

function heat(x: string, y: string): string {
  return `  height: 320\n  mark: rect\n  encoding:\n    x: {field: ${word(x)}, type: nominal, axis: {labelAngle: 0}}\n    y: {field: ${word(y)}, type: nominal}\n    color: {aggregate: count, type: quantitative}\n`;
}

/** Numbers with their intervals: of one metric by slice or by class, else of each metric. */
function intervals(place: Place, numbers: CellNames): Filled | null {
  const rows = (place.measured.get(numbers.cell) ?? []).filter((row) => Number.isFinite(row.value));
  const metric = rows[0]?.metric;
  if (metric === undefined) return null;
  const own = rows.filter((row) => row.metric === metric);
  const whole = own.filter((row) => row.class === '');
  const slices = new Set(whole.map((row) => row.slice));
  const classes = new Set(own.filter((row) => row.slice === 'all' && row.class !== '').map((row) => row.class));
  const ofMetric = `d.metric == ${JSON.stringify(metric)}`;
  const [by, where] =
    slices.size > 1
      ? ['slice', classes.size > 0 ? `${ofMetric} && d.class == ""` : ofMetric]
      : classes.size > 1
        ? ['class', `${ofMetric} && d.slice == "all" && d.class != ""`]
        : ['metric', 'd.slice == "all"'];
  return {
    name: `${numbers.cell}_chart`,
    says: ['intervals of ', { name: numbers.cell }, ` by ${by}`],
    body:
      `data: ${numbers.cell}\nwhere: ${quoted(where)}\nspec:\n  width: 640\n  height: {step: 24}\n  encoding:\n` +
      `    y: {field: ${by}, type: nominal, title: null, sort: null}\n  layer:\n` +
      `    - mark: {type: rule, style: interval}\n      encoding:\n` +
      `        x: {field: low, type: quantitative, title: ${by === 'metric' ? 'value' : word(metric)}, scale: {zero: false}}\n        x2: {field: high}\n` +
      `    - mark: {type: point, filled: true, size: 60}\n      encoding:\n        x: {field: value, type: quantitative}\n`,
  };
}

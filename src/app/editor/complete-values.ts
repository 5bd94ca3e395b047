import type { KeyDoc } from '../../cells/kind.ts';
import type { CellNames, MetricDescription } from '../../engine/protocol.ts';
import type { Shape } from '../../engine/shape-of.ts';
import { flowText } from '../../notebook/yaml-text.ts';
import { columnsFor, dataOf, keyDocAt, keysOf, scalarOf, shapesAt, type Spot } from './body-spot.ts';
import { cellDoc, columnDoc, inputDoc, metricDoc } from './documentation.ts';
import type { Suggestion } from './suggestion.ts';

/** What may stand as a value at the cursor: what the key's documentation and its schema name. */
export async function completeValue(spot: Spot): Promise<readonly Suggestion[]> {
  const { path } = spot.place;
  const doc = keyDocAt(spot, path);
  const shapes = shapesAt(spot.kind.shape, path);
  const options = [...(await named(spot, doc, shapes)), ...inputsFor(spot, doc), ...truths(shapes)];
  return options.map((option) => asItem(spot, option, shapes));
}

async function named(spot: Spot, doc: KeyDoc | undefined, shapes: readonly Shape[]): Promise<readonly Suggestion[]> {
  const last = keysOf(spot.place.path).at(-1) ?? '';
  const words = shapes
    .flatMap((shape) => [...(shape.words ?? []), ...(shape.item?.words ?? [])])
    .filter((text) => text !== 'true' && text !== 'false');
  if (last === 'slices') return [{ label: 'all', detail: last }, ...(await classes(spot, last))];
  if (words.length > 0) return words.map((label) => ({ label, detail: last }));
  const average = last === 'average' ? spot.kind.keys.find(({ key }) => key === last)?.values : undefined;
  if (Array.isArray(average)) return (average as readonly string[]).map((label) => ({ label, detail: last }));
  if (doc === undefined || !mayHoldText(shapes)) return classes(spot, last, doc);
  if (Array.isArray(doc.values)) return (doc.values as readonly string[]).map((label) => ({ label, detail: last }));
  if (doc.values === 'cell' && last !== 'on') return cells(spot, last);
  if (doc.values === 'metric') return metrics(spot);
  if (doc.values === 'column' || last === 'on') return columns(spot, last);
  return classes(spot, last, doc);
}

/** Numbers, truths and maps take no name. */
function mayHoldText(shapes: readonly Shape[]): boolean {
  const holds = (shape: Shape): boolean =>
    shape.scalar === 'text' ||
    (shape.options ?? []).some(holds) ||
    (shape.item !== undefined && holds(shape.item)) ||
    Object.keys(shape).length === 0;
  return shapes.some(holds);
}

function cells(spot: Spot, key: string): readonly Suggestion[] {
  const kind = key === 'model' ? 'model' : key === 'slice' ? 'slice' : null;
  const fitting = spot.known.cells.filter((cell) => (kind === null ? cell.kind !== 'model' : cell.kind === kind));
  return fitting.map((cell) => ({
    label: cell.cell,
    detail: cell.cell.includes('.') ? 'part' : cell.kind,
    doc: cellDoc(cell),
    ...(cell.cell.includes('.') ? { boost: -1 } : {}),
  }));
}

function columns(spot: Spot, key: string): readonly Suggestion[] {
  const data = dataOf(spot);
  return columnsFor(spot).map((column) => ({
    label: column.name,
    detail: column.type,
    doc: columnDoc(data, column),
    insert: scalar(spot, column.name),
    boost: key === 'feature' && column.type === 'number' ? 1 : 0,
  }));
}

/** Metrics of the task at hand first. */
function metrics(spot: Spot): readonly Suggestion[] {
  const task = scalarOf(spot, ['task']) ?? dataOf(spot)?.task;
  const listed = dataOf(spot);
  const isMeasured = listed?.columns.some(({ name }) => name === 'metric') === true;
  return spot.known.metrics.map((metric) => ({
    ...metricSuggestion(metric),
    boost: task !== undefined && !isMeasured && !metric.tasks.includes(task) ? -20 : 0,
  }));
}

export function metricSuggestion(metric: MetricDescription): Suggestion {
  return { label: metric.name, detail: 'metric', doc: metricDoc(metric) };
}

/** Classes of the label, slices of the numbers, models of a comparison: values that only the data know. */
async function classes(spot: Spot, key: string, doc?: KeyDoc): Promise<readonly Suggestion[]> {
  const data = dataOf(spot);
  if (key === 'reference')
    return spot.entries
      .filter(({ path }) => path.length === 2 && path[0] === 'models')
      .map(({ path }) => ({ label: String(path[1]), detail: 'model' }));
  const column = doc?.values === 'class' ? data?.roles?.label : columnOfValues(key, data);
  if (data === null || column === undefined) return [];
  const { values } = await spot.known.values(data.cell, column);
  return values.map(({ value, rows }, at) => ({
    label: String(value),
    detail: `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`,
    insert: scalar(spot, String(value)),
    boost: 50 - at,
  }));
}

function columnOfValues(key: string, data: CellNames | null): string | undefined {
  if (key === 'positive' || key === 'classes') return data?.roles?.label;
  if (key === 'split') return data?.roles?.split;
  if (key === 'class' || key === 'slices') return data?.columns.find(({ name }) => name === (key === 'class' ? 'class' : 'slice'))?.name;
  return undefined;
}

function inputsFor({ known }: Spot, doc: KeyDoc | undefined): readonly Suggestion[] {
  if (doc === undefined || !/\$(?:input|name)\b/.test(doc.doc)) return [];
  return known.inputs.map((name) => ({ label: `$${name}`, detail: 'input', doc: inputDoc(name, known), boost: 20 }));
}

function truths(shapes: readonly Shape[]): readonly Suggestion[] {
  if (!shapes.some(({ scalar: type, words }) => type === 'truth' || words?.includes('true') === true)) return [];
  return ['true', 'false'].map((label) => ({ label, detail: 'truth' }));
}

function scalar(spot: Spot, text: string): string {
  const { quote, flow } = spot.place;
  if (quote === 'single') return text.replaceAll("'", "''");
  if (quote === 'double') return JSON.stringify(text).slice(1, -1);
  return flowText(text, flow);
}

/** Written as a list of one where only a list may stand, and behind a dash where that is missing. */
function asItem(spot: Spot, option: Suggestion, shapes: readonly Shape[]): Suggestion {
  const text = option.insert ?? option.label;
  if (spot.place.needsDash) return { ...option, insert: `- ${text}` };
  const isList = shapes.length > 0 && shapes.every(({ item }) => item !== undefined);
  if (!isList || spot.place.quote !== 'none') return option;
  return spot.place.flow || isSameLine(spot) ? { ...option, insert: `[${text}¦]` } : { ...option, insert: `- ${text}` };
}

/** Behind a colon, not in a line of its own. */
function isSameLine({ body, place }: Spot): boolean {
  return body.slice(body.lastIndexOf('\n', place.from - 1) + 1, place.from).trim() !== '';
}

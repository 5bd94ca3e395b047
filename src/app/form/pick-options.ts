import type { CellNames, KindDescription, MetricDescription } from '../../engine/protocol.ts';
import type { Option } from './options.ts';

/** Cells above that may be named, those that fit first; parts follow their cell. */
export function cellOptions(tables: readonly CellNames[], fits: string | undefined, kinds: readonly KindDescription[]): readonly Option[] {
  const names = new Set(tables.map(({ cell }) => cell));
  const options = [...tables].reverse().flatMap((table) => {
    const isPart = table.cell.includes('.');
    const fitting = fits === undefined || fitsHere(table, fits);
    const group = isPart || !fitting ? 'Other cells' : 'Cells that fit';
    const detail = table.kind === 'model' ? 'model' : `${table.rows.toLocaleString('en-US')} ${table.rows === 1 ? 'row' : 'rows'}`;
    const own: Option = { value: table.cell, detail, group };
    const parts = isPart ? [] : (kinds.find(({ name }) => name === table.kind)?.parts ?? []);
    const missing = parts.map((part) => `${table.cell}.${part}`).filter((part) => !names.has(part));
    return [own, ...missing.map((value): Option => ({ value, detail: `part of ${table.cell}`, group: 'Other cells' }))];
  });
  return [...options.filter(({ group }) => group === 'Cells that fit'), ...options.filter(({ group }) => group !== 'Cells that fit')];
}

const measuring = new Set(['metrics', 'threshold', 'calibration', 'compare', 'fairness']);

/** Whether a cell can stand where a template asks for one of a kind. */
function fitsHere(table: CellNames, wanted: string): boolean {
  if (wanted === 'model') return table.kind === 'model';
  if (table.kind === 'model') return false;
  if (wanted === 'metrics') return measuring.has(table.kind);
  if (wanted === 'predict') return table.task !== undefined && (table.roles?.prediction !== undefined || table.roles?.score !== undefined);
  return true;
}

/** Columns of a frame, with their type and what they mean. */
export function columnOptions(frame: CellNames | undefined): readonly Option[] {
  if (frame === undefined) return [];
  const roles = rolesByColumn(frame);
  return frame.columns.map(({ name, type }) => {
    const role = roles.get(name);
    return { value: name, detail: role === undefined || role === type ? type : `${role}, ${type}` };
  });
}

/** What a frame says that its columns mean: the first role of each. */
export function rolesByColumn({ roles }: CellNames): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (column: unknown, role: string): void => {
    if (typeof column === 'string' && !found.has(column)) found.set(column, role);
  };
  for (const [role, columns] of Object.entries(roles ?? {})) {
    if (columns instanceof Map) for (const column of columns.values()) add(column, role);
    else if (Array.isArray(columns))
      for (const column of columns)
        add(typeof column === 'object' && column !== null ? (column as { column?: unknown }).column : column, role);
    else add(columns, role);
  }
  return found;
}

/** Metrics by name with their help; those of the task at hand first. */
export function metricOptions(metrics: readonly MetricDescription[], task: string | undefined): readonly Option[] {
  const fits = (metric: MetricDescription): boolean => task === undefined || metric.tasks.includes(task);
  const option = (metric: MetricDescription): Option => ({ value: metric.name, detail: metric.title, info: metric.help });
  return [
    ...metrics.filter(fits).map(option),
    ...metrics.filter((metric) => !fits(metric)).map((metric) => ({ ...option(metric), detail: `for ${metric.tasks.join(', ')}` })),
  ];
}

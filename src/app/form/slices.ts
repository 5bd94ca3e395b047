import type { CellNames } from '../../engine/protocol.ts';
import { isList, isMapping, type BodyValue } from '../../notebook/body-value.ts';
import { columnOptions } from './pick-options.ts';
import type { Option } from './options.ts';
import { textOf } from './text-of.ts';

/** The ways to part rows, as in `by:` of metrics. */
export type SliceForm = 'column' | 'cross' | 'bin' | 'time' | 'each' | 'where' | 'slice';

export const sliceForms: readonly { readonly form: SliceForm; readonly label: string }[] = [
  { form: 'column', label: 'Values of a column' },
  { form: 'cross', label: 'Columns crossed' },
  { form: 'bin', label: 'Bins of a number' },
  { form: 'time', label: 'Periods of time' },
  { form: 'each', label: 'Several values a row' },
  { form: 'where', label: 'Rows where' },
  { form: 'slice', label: 'A slice cell' },
];

export const periods = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

/** The entries of a list of slices; one column may stand alone. */
export function sliceList(value: BodyValue | undefined): readonly BodyValue[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

export function formOfSlice(slice: BodyValue): SliceForm | null {
  if (typeof slice === 'string') return 'column';
  if (!isMapping(slice)) return null;
  if (Object.hasOwn(slice, 'name')) return 'where';
  return sliceForms.find(({ form }) => Object.hasOwn(slice, form))?.form ?? null;
}

/** What a chip calls a slice. */
export function sliceLabel(slice: BodyValue): string {
  const form = formOfSlice(slice);
  if (form === null) return JSON.stringify(slice);
  if (form === 'column') return slice === '' ? 'a column' : textOf(slice);
  const own = slice as { readonly [key: string]: BodyValue };
  switch (form) {
    case 'cross': {
      const columns = isList(own['cross']) ? own['cross'].map(textOf) : [];
      return columns.length === 0 ? 'crossed' : columns.join(' × ');
    }
    case 'bin':
      return [words(own['bin'], 'bins'), binWords(own)].filter((part) => part !== '').join(', ');
    case 'time':
      return `${words(own['time'], 'time')} by ${words(own['period'], 'period')}`;
    case 'each':
      return `${words(own['each'], 'values')}, each value`;
    case 'where':
      return words(own['name'] === '' ? own['where'] : own['name'], 'rows where');
    case 'slice':
      return words(own['slice'], 'a slice cell');
  }
}

function binWords(bin: { readonly [key: string]: BodyValue }): string {
  if (typeof bin['quantiles'] === 'number') return `${bin['quantiles']} quantiles`;
  if (isList(bin['edges'])) return `at ${bin['edges'].map(textOf).join(', ')}`;
  return typeof bin['width'] === 'number' ? `${bin['width']} wide` : '';
}

function words(value: BodyValue | undefined, otherwise: string): string {
  return value === undefined || value === null || value === '' || typeof value === 'object' ? otherwise : String(value);
}

/** A slice in another form, with the column that it had. */
export function asForm(slice: BodyValue, form: SliceForm, frame: CellNames | undefined): BodyValue {
  const column = columnOfSlice(slice) ?? frame?.columns[0]?.name ?? '';
  switch (form) {
    case 'column':
      return column;
    case 'cross': {
      const other = frame?.columns.find(({ name, type }) => name !== column && type !== 'number')?.name;
      return { cross: other === undefined ? [column] : [column, other] };
    }
    case 'bin':
      return { bin: column, quantiles: 4 };
    case 'time':
      return { time: column, period: 'month' };
    case 'each':
      return { each: column };
    case 'where':
      return { name: '', where: whereOf(column, frame) };
    case 'slice':
      return { slice: '' };
  }
}

function columnOfSlice(slice: BodyValue): string | null {
  if (typeof slice === 'string') return slice === '' ? null : slice;
  if (!isMapping(slice)) return null;
  const found = slice['bin'] ?? slice['time'] ?? slice['each'] ?? (isList(slice['cross']) ? slice['cross'][0] : undefined);
  return typeof found === 'string' ? found : null;
}

/** An expression to start from: the value that most rows have. */
function whereOf(column: string, frame: CellNames | undefined): string {
  const words = frame?.columns.find(({ name, type }) => type === 'category' || type === 'boolean' || name === column);
  const name = column === frame?.columns[0]?.name ? (words?.name ?? column) : column;
  const most = frame?.columns.find((candidate) => candidate.name === name)?.sample?.most;
  return name === '' ? '' : `${memberOf(name)} == ${JSON.stringify(most ?? '')}`;
}

/** A column of the row, as expressions write it. */
export function memberOf(column: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(column) ? `d.${column}` : `d[${JSON.stringify(column)}]`;
}

const manyValues = 12;

/** What can be added to a list of slices: columns of the frame, slice cells, and the other forms. */
export function sliceOptions(frame: CellNames | undefined, tables: readonly CellNames[]): readonly Option[] {
  const columns = columnOptions(frame).map((option) => ({ ...option, value: `column ${option.value}`, label: option.value }));
  const cells = tables
    .filter(({ kind, cell }) => kind === 'slice' && !cell.includes('.'))
    .map(({ cell, rows }) => ({ value: `slice ${cell}`, label: cell, detail: `slice, ${rows.toLocaleString('en-US')} rows` }));
  const forms = sliceForms
    .filter(({ form }) => form !== 'column' && form !== 'slice')
    .map(({ form, label }) => ({ value: `form ${form}`, label, detail: 'new' }));
  return [...forms, ...cells, ...columns];
}

/** The slice that an option, or a name that was typed, stands for; numbers of many values are cut into quantiles, times into months. */
export function sliceOf(picked: string, frame: CellNames | undefined): BodyValue {
  const [, what, name] = /^(column|slice|form) ([^]*)$/.exec(picked) ?? ['', 'column', picked];
  if (what === 'form') return asForm('', name as SliceForm, frame);
  if (what === 'slice') return { slice: name };
  const column = frame?.columns.find((candidate) => candidate.name === name);
  if (column?.type === 'time') return { time: name, period: 'month' };
  if (column?.type === 'number' && (column.sample?.distinct ?? Infinity) > manyValues) return { bin: name, quantiles: 4 };
  return name;
}

import type { CellNames } from '../../engine/protocol.ts';
import { cellDoc, columnDoc, inputDoc, kindDoc, metricDoc } from './documentation.ts';
import type { Surroundings } from './knowledge.ts';
import { word, type Completion, type Suggestion } from './suggestion.ts';

const formats: readonly (readonly [name: string, says: string])[] = [
  ['percent', 'A share as a percentage: 28.6%.'],
  ['points', 'A difference of shares: 28.6 points.'],
  ['fixed', 'So many decimals: fixed 2 gives 0.29.'],
  ['integer', 'A whole number: 1,190.'],
  ['text', 'The value as it is.'],
];

/** What fits in prose: the parts of a live value within `{{ }}`, and the kinds on the line of a fence. */
export async function completeProse(text: string, offset: number, known: Surroundings): Promise<Completion | null> {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const fence = onFence(line, offset, known);
  if (fence !== null) return fence;
  const open = text.lastIndexOf('{{', offset - 1);
  if (open === -1 || open + 2 > offset) return null;
  const inner = text.slice(open + 2, offset);
  return /[{}]|\n[ \t]*\n/.test(inner) || inner.length > 300 ? null : inLiveValue(inner, offset, known);
}

function onFence(line: string, offset: number, known: Surroundings): Completion | null {
  const begun = /^ {0,3}(?:`{3,}|~{3,})[ \t]*(\S+)[ \t]+(\w*)$/.exec(line);
  if (begun === null) return null;
  return {
    from: offset - begun[2]!.length,
    while: word,
    options: known.kinds.map((kind) => ({
      label: kind.name,
      detail: 'kind',
      doc: kindDoc(kind),
      insert: `${kind.name} ${known.fresh(kind.name)}`,
    })),
  };
}

async function inLiveValue(inner: string, offset: number, known: Surroundings): Promise<Completion | null> {
  const filter = /\|\s*(\w*)$/.exec(inner);
  if (filter !== null)
    return {
      from: offset - filter[1]!.length,
      while: word,
      options: formats.map(([label, says]) => ({
        label,
        detail: 'format',
        doc: { title: label, lines: [says] },
        ...(label === 'fixed' ? { insert: 'fixed 2' } : {}),
      })),
    };
  const name = /^\s*([a-z][a-z0-9_]*)/.exec(inner)?.[1] ?? '';
  const selector = /\[([^\]]*)$/.exec(inner);
  if (selector !== null) return inSelector(name, inner, selector[1]!, offset, known);
  const steps = /^\s*([\w.]*?)(?:\[[^\]]*\])?\.(\w*)$/.exec(inner);
  if (steps !== null) return afterDot(steps[1]!, inner.includes('['), offset - steps[2]!.length, known);
  const begun = /^\s*(\w*)$/.exec(inner);
  return begun === null ? null : { from: offset - begun[1]!.length, while: word, options: names(known) };
}

function names(known: Surroundings): readonly Suggestion[] {
  const cells = known.cells
    .filter(({ cell, kind }) => !cell.includes('.') && kind !== 'model')
    .map((cell) => ({ label: cell.cell, detail: cell.kind, doc: cellDoc(cell), boost: isMeasured(cell) ? 5 : 0 }));
  return [...cells, ...known.inputs.map((name) => ({ label: name, detail: 'input', doc: inputDoc(name, known) }))];
}

/** Behind a cell's name: its metrics or columns, and its parts; behind those what a number says of itself. */
async function afterDot(path: string, selected: boolean, from: number, known: Surroundings): Promise<Completion | null> {
  const frame = frameAt(path, known);
  if (frame === null || selected) {
    const measured = frameAt(path.split('.').slice(0, -1).join('.'), known) ?? frame;
    return measured === null || !isMeasured(measured) ? null : { from, while: word, options: fieldsOf(measured) };
  }
  const parts = known.cells
    .filter(({ cell }) => cell.startsWith(`${frame.cell}.`))
    .map((part) => ({ label: part.cell.slice(frame.cell.length + 1), detail: 'part', doc: cellDoc(part), boost: -5 }));
  const own = isMeasured(frame) ? await metricsOf(frame, known) : columnsOf(frame);
  return { from, while: word, options: [...own, ...parts] };
}

async function metricsOf(frame: CellNames, known: Surroundings): Promise<readonly Suggestion[]> {
  const { values } = await known.values(frame.cell, 'metric');
  return values.map(({ value }) => {
    const metric = known.metrics.find(({ name }) => name === value);
    return { label: String(value), detail: 'metric', ...(metric === undefined ? {} : { doc: metricDoc(metric) }) };
  });
}

function columnsOf(frame: CellNames): readonly Suggestion[] {
  const rows = {
    label: 'rows',
    detail: 'count',
    doc: { title: 'rows', lines: [`How many rows ${frame.cell} has: ${frame.rows.toLocaleString('en-US')}.`] },
  };
  return [
    rows,
    ...frame.columns
      .filter(({ name }) => /^[A-Za-z_]\w*$/.test(name))
      .map((column) => ({ label: column.name, detail: column.type, doc: columnDoc(frame, column) })),
  ];
}

/** The columns of a frame of numbers that a live value may end with. */
function fieldsOf(frame: CellNames): readonly Suggestion[] {
  const keys = ['metric', 'class', 'slice'];
  return frame.columns
    .filter(({ name }) => !keys.includes(name))
    .map((column) => ({ label: column.name, detail: 'field', doc: columnDoc(frame, column) }));
}

/** Within `[ ]`: slices and classes of a measurement; of other rows a column, and behind `=` its values. */
async function inSelector(name: string, inner: string, selector: string, offset: number, known: Surroundings): Promise<Completion | null> {
  const frame = frameAt(/^\s*([\w.]*)\[/.exec(inner)?.[1]?.split('.').slice(0, -1).join('.') ?? '', known) ?? frameAt(name, known);
  if (frame === null) return null;
  const clause = selector.slice(selector.lastIndexOf(',') + 1).trimStart();
  const equals = clause.indexOf('=');
  if (isMeasured(frame) && !clause.startsWith('class=')) {
    const { values } = await known.values(frame.cell, 'slice');
    const hasClasses = frame.columns.some((column) => column.name === 'class');
    return {
      from: offset - selector.trimStart().length,
      while: /^[^\]]*$/,
      options: [
        ...values.map(({ value }) => ({ label: String(value), detail: 'slice' })),
        ...(hasClasses ? [{ label: 'class=', detail: 'class', goesOn: true, boost: -50 }] : []),
      ],
    };
  }
  if (equals === -1)
    return {
      from: offset - clause.length,
      while: word,
      options: frame.columns.map(({ name: label, type }) => ({ label, detail: type, insert: `${label}=`, goesOn: true })),
    };
  const column = clause.slice(0, equals).trim();
  if (!frame.columns.some((candidate) => candidate.name === column)) return null;
  const { values } = await known.values(frame.cell, column);
  return {
    from: offset - clause.slice(equals + 1).length,
    while: /^[^\],]*$/,
    options: values.map(({ value, rows }) => ({ label: String(value), detail: `${rows.toLocaleString('en-US')} rows` })),
  };
}

function frameAt(path: string, known: Surroundings): CellNames | null {
  return known.cells.find(({ cell }) => cell === path) ?? null;
}

function isMeasured({ columns }: CellNames): boolean {
  return columns.some(({ name }) => name === 'metric') && columns.some(({ name }) => name === 'slice');
}

import type { KeyDoc } from '../../cells/kind.ts';
import type { CellNames, KindDescription } from '../../engine/protocol.ts';
import type { Knowledge } from './knowledge.ts';
import { placeInYaml } from './place-in-yaml.ts';

/** One thing that may stand at the cursor. */
export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  readonly info?: string;
  /** What is written, where it is more than the label. */
  readonly insert?: string;
}

export interface Completion {
  /** Offset in the source where the word begins. */
  readonly from: number;
  readonly options: readonly Suggestion[];
}

/**
 * What fits at an offset of a cell's source (its fence included): kinds on the fence's line, keys at the start of a
 * line, and behind a key what its documentation names: cells, columns, metrics, fixed words, and in expressions
 * `d.` columns, `$.` inputs and `op.` functions.
 */
export function complete(source: string, offset: number, knowledge: Knowledge): Completion | null {
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  const before = source.slice(lineStart, offset);
  if (lineStart === 0) return onFence(before, offset, knowledge);
  const kind = knowledge.kinds.find((candidate) => candidate.name === /^\S*\s+(\S+)/.exec(source)?.[1]);
  if (kind === undefined) return null;
  return inExpression(source, before, offset, knowledge) ?? inBody(source, before, offset, kind, lineStart, knowledge);
}

function onFence(before: string, offset: number, knowledge: Knowledge): Completion | null {
  const word = /^\s*[`~]{3,}\s*\S+\s+(\S*)$/.exec(before)?.[1];
  if (word === undefined) return null;
  return { from: offset - word.length, options: knowledge.kinds.map((kind) => ({ label: kind.name, detail: 'kind', info: kind.doc })) };
}

function inExpression(source: string, before: string, offset: number, knowledge: Knowledge): Completion | null {
  const member = /(?:^|[^\w$.])(d|\$|op)\.(\w*)$/.exec(before);
  const input = /\$(\w*)$/.exec(before);
  if (member === null) {
    if (input === null || /["'].*\$\w*$/.test(before)) return null;
    return { from: offset - input[1]!.length, options: knowledge.inputs.map((name) => ({ label: name, detail: 'input' })) };
  }
  const from = offset - member[2]!.length;
  if (member[1] === 'op')
    return { from, options: knowledge.functions.map((name) => ({ label: name, detail: 'function', insert: `${name}(` })) };
  if (member[1] === '$') return { from, options: knowledge.inputs.map((name) => ({ label: name, detail: 'input' })) };
  return { from, options: columnsFor(source, knowledge).map(({ name, type }) => ({ label: name, detail: type })) };
}

function inBody(
  source: string,
  before: string,
  offset: number,
  kind: KindDescription,
  lineStart: number,
  knowledge: Knowledge,
): Completion | null {
  const { path, atKey } = placeInYaml(source.slice(0, lineStart), before);
  const from = offset - /[\w.]*$/.exec(before)![0].length;
  const prefix = path.map((key) => `${key}.`).join('');
  const keys = kind.keys.filter(({ key }) => key.startsWith(prefix) && !key.slice(prefix.length).includes('.'));
  if (atKey && keys.length > 0) return { from, options: keys.map((doc) => keySuggestion(doc, prefix.length)) };
  const doc = path.length === 0 ? undefined : docAt(kind, path);
  const options = doc === undefined ? [] : valuesOf(doc, source, knowledge);
  return options.length === 0 ? null : { from, options };
}

function keySuggestion(doc: KeyDoc, prefix: number): Suggestion {
  const label = doc.key.slice(prefix);
  return { label, detail: doc.required === true ? 'needed' : 'key', info: doc.doc, insert: `${label}: ` };
}

/** The documentation of a path's last key that is documented: `roles.group`, a word of its own, or of a key around it. */
function docAt(kind: KindDescription, path: readonly string[]): KeyDoc | undefined {
  const named = (name: string): KeyDoc | undefined => kind.keys.find(({ key }) => key === name);
  for (let depth = path.length; depth > 0; depth--) {
    const doc = named(path.slice(0, depth).join('.')) ?? named(path[depth - 1]!);
    if (doc !== undefined) return doc;
  }
  return undefined;
}

function valuesOf(doc: KeyDoc, source: string, knowledge: Knowledge): readonly Suggestion[] {
  if (Array.isArray(doc.values)) return (doc.values as readonly string[]).map((label) => ({ label, detail: doc.key }));
  if (doc.values === 'cell') return knowledge.cells.flatMap((cell) => cellSuggestions(cell, knowledge));
  if (doc.values === 'metric')
    return knowledge.metrics.map((metric) => ({ label: metric.name, detail: 'metric', info: `${metric.title}. ${metric.formula}` }));
  if (doc.values === 'column') return columnsFor(source, knowledge).map(({ name, type }) => ({ label: name, detail: type }));
  return [];
}

/** A cell and its parts. */
function cellSuggestions(cell: CellNames, knowledge: Knowledge): readonly Suggestion[] {
  const parts = knowledge.kinds.find(({ name }) => name === cell.kind)?.parts ?? [];
  const info = `${cell.rows.toLocaleString('en-US')} rows, ${cell.columns.length} columns`;
  return [
    { label: cell.cell, detail: cell.kind, info },
    ...parts.map((part) => ({ label: `${cell.cell}.${part}`, detail: `part of ${cell.cell}` })),
  ];
}

/** Columns of the cell that `data:` names, or of a data cell itself; else of all cells. */
function columnsFor(source: string, knowledge: Knowledge): CellNames['columns'] {
  const data = (/^data:\s*([\w.]+)/m.exec(source) ?? /^\S+\s+data\s+(\w+)/.exec(source))?.[1];
  const cell = knowledge.cells.find((candidate) => candidate.cell === data);
  if (cell !== undefined) return cell.columns;
  const seen = new Map(knowledge.cells.flatMap((candidate) => candidate.columns.map((column) => [column.name, column] as const)));
  return [...seen.values()];
}

/** What the key under the cursor means, for hover help. */
export function explain(source: string, offset: number, knowledge: Knowledge): string | null {
  const kind = knowledge.kinds.find((candidate) => candidate.name === /^\S*\s+(\S+)/.exec(source)?.[1]);
  const start = source.slice(0, offset).search(/\w*$/);
  const word = /^\w+/.exec(source.slice(start))?.[0];
  if (kind === undefined || word === undefined) return null;
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const { path } = placeInYaml(source.slice(0, lineStart), source.slice(lineStart, start));
  const key = docAt(kind, [...path, word]);
  if (key?.key.split('.').at(-1) === word && /^\s*:/.test(source.slice(start + word.length))) return key.doc;
  const metric = knowledge.metrics.find((candidate) => candidate.name === word);
  return metric === undefined ? (word === kind.name ? kind.doc : null) : metric.help;
}

import { dataOf, keyDocAt, keysOf, type Spot } from './body-spot.ts';
import { cellDoc, columnDoc, functionDoc, inputDoc, keyDoc, kindDoc, metricDoc } from './documentation.ts';
import type { Surroundings } from './knowledge.ts';
import { spotAt } from './complete.ts';
import type { Doc } from './suggestion.ts';

/** What a word means, and where it stands. */
export interface Explained {
  readonly from: number;
  readonly to: number;
  readonly doc: Doc;
}

/** What the word at an offset means, for hover help: a key, metric, column, cell, input or function; null where nothing is known of it. */
export async function explain(text: string, offset: number, known: Surroundings): Promise<Explained | null> {
  const from = offset - /[\w$]*$/.exec(text.slice(Math.max(0, offset - 200), offset))![0].length;
  const name = /^\$?\w+/.exec(text.slice(from, from + 200))?.[0];
  if (name === undefined) return null;
  const to = from + name.length;
  const doc = known.cell === null ? inProse(text, from, name, known) : await inBody(text, from, to, name, known);
  return doc === null ? null : { from, to, doc };
}

async function inBody(text: string, from: number, to: number, name: string, known: Surroundings): Promise<Doc | null> {
  const spot = spotAt(text, from, known) ?? spotAt(text, to, known);
  if (spot === null) return null;
  const isKey = /^["']?[ \t]*:(?=[\s,]|$)/.test(text.slice(to, to + 20));
  if (isKey && spot.place.canKey) return keyAt(spot, name);
  const before = text.slice(0, from);
  if (/(?:^|[^\w$.])op\.$/.test(before)) return functionDoc(name);
  if (name.startsWith('$')) return inputNamed(name.slice(1), known);
  if (/\$\.$/.test(before)) return inputNamed(name, known);
  const doc = keyDocAt(spot, spot.place.path);
  const isColumn =
    /(?:^|[^\w$.])(?:d|datum)\.$/.test(before) ||
    doc?.values === 'column' ||
    spot.place.path.at(-1) === 'field' ||
    keysOf(spot.place.path).at(-1) === 'on';
  if (isColumn) return columnNamed(spot, name);
  if (doc?.values === 'metric') return metricNamed(name, known);
  if (doc?.values === 'cell') return cellNamed(text, from, name, known);
  return null;
}

async function keyAt(spot: Spot, name: string): Promise<Doc | null> {
  const { path } = spot.place;
  if (spot.kind.name === 'chart' && path[0] === 'spec') {
    const line = (await spot.known.chart()).keysAt(path.slice(1)).find(({ key }) => key === name)?.line;
    return line === undefined || line === '' ? null : { title: name, lines: [line] };
  }
  if (keysOf(path).at(-1) === 'metrics') return metricNamed(name, spot.known);
  const doc = keyDocAt(spot, [...path, name]);
  return doc?.key.split('.').at(-1) === name ? keyDoc(doc) : null;
}

async function columnNamed(spot: Spot, name: string): Promise<Doc | null> {
  const data = dataOf(spot);
  const column = data?.columns.find((candidate) => candidate.name === name);
  if (data === null || column === undefined) return null;
  return columnDoc(data, column, column.type === 'vector' ? null : await spot.known.values(data.cell, name));
}

function metricNamed(name: string, known: Surroundings): Doc | null {
  const metric = known.metrics.find((candidate) => candidate.name === name);
  return metric === undefined ? null : metricDoc(metric);
}

function inputNamed(name: string, known: Surroundings): Doc | null {
  return known.inputs.includes(name) ? inputDoc(name, known) : null;
}

/** `quality.roc` is read as a whole, whichever word of it is pointed at. */
function cellNamed(text: string, from: number, name: string, known: Surroundings): Doc | null {
  const part = /^\.\w+/.exec(text.slice(from + name.length))?.[0] ?? '';
  const owner = /(\w+\.)?$/.exec(text.slice(0, from))?.[1] ?? '';
  const cell = [owner + name + part, owner + name]
    .map((wanted) => known.cells.find(({ cell: own }) => own === wanted))
    .find((found) => found !== undefined);
  return cell === undefined ? null : cellDoc(cell);
}

/** Within `{{ }}` cells, inputs and metrics; on the line of a fence its kind. */
function inProse(text: string, from: number, name: string, known: Surroundings): Doc | null {
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  if (/^ {0,3}(?:`{3,}|~{3,})[ \t]*\S+[ \t]+$/.test(line)) {
    const kind = known.kinds.find((candidate) => candidate.name === name);
    return kind === undefined ? null : kindDoc(kind);
  }
  const open = text.lastIndexOf('{{', from);
  if (open === -1 || text.slice(open, from).includes('}}')) return null;
  if (/\{\{\s*$/.test(text.slice(open, from))) return cellNamed(text, from, name, known) ?? inputNamed(name, known);
  return metricNamed(name, known);
}

import { files, type Model, type ModelCell } from './random-notebook.ts';

type Row = readonly [x: number, deny: string, score: number];

/** What a cell came to, worked out without the engine: its rows, or the number or verdict that it shows. */
export type Expected =
  | { readonly state: 'failed' | 'blocked' }
  | {
      readonly state: 'done';
      readonly rows?: readonly Row[];
      readonly input?: number;
      readonly recall?: number;
      readonly verdict?: string;
    };

/** Says what every cell of a notebook must show, in order; `hands` are values of inputs under a gesture. */
export function expectationsOf(model: Model, hands: ReadonlyMap<string, number>): Expected[] {
  const expected: Expected[] = [];
  model.forEach((cell, at) => expected.push(expectationOf(cell, at, model, expected, hands)));
  return expected;
}

function expectationOf(
  cell: ModelCell,
  at: number,
  model: Model,
  above: readonly Expected[],
  hands: ReadonlyMap<string, number>,
): Expected {
  if (cell.broken || model.filter((other) => other.name === cell.name).length > 1) return { state: 'failed' };
  if (cell.kind === 'data') return { state: 'done', rows: files[cell.file]! };
  if (cell.kind === 'input') return { state: 'done', input: hands.get(cell.name) ?? cell.value };
  const wanted = typeof cell.operand === 'number' ? [cell.data] : [cell.data, cell.operand.input];
  const places: number[] = [];
  for (const name of wanted) {
    const found = model.flatMap((other, place) => (other.name === name ? [place] : []));
    if (found.length !== 1 || found[0]! >= at) return { state: 'failed' };
    places.push(found[0]!);
  }
  if (places.length === 2 && model[places[1]!]!.kind !== 'input') return { state: 'failed' };
  const [source, input] = places.map((place) => above[place]!);
  if (source!.state !== 'done' || (input !== undefined && input.state !== 'done')) return { state: 'blocked' };
  const operand = typeof cell.operand === 'number' ? cell.operand : input!.state === 'done' ? input!.input! : NaN;
  return shown(cell.kind, source!.rows, operand);
}

function shown(kind: ModelCell['kind'], rows: readonly Row[] | undefined, operand: number): Expected {
  if (kind === 'check') {
    if (rows === undefined || rows.length === 0) return { state: 'done', verdict: 'error' };
    return { state: 'done', verdict: rows.every(([x]) => x > operand) ? 'pass' : 'fail' };
  }
  if (kind === 'table') return rows === undefined ? { state: 'done' } : { state: 'done', rows: rows.slice(0, 1 + Math.floor(operand)) };
  if (rows === undefined) return { state: 'failed' };
  if (kind === 'derive') return { state: 'done', rows: rows.map(([x, deny, score]) => [x + operand, deny, score]) };
  if (kind === 'slice') return { state: 'done', rows: rows.filter(([x]) => x > operand) };
  const denied = rows.filter(([, deny]) => deny === 'yes');
  return { state: 'done', recall: denied.filter(([, , score]) => score >= operand).length / denied.length };
}

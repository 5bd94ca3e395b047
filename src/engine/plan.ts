import { safeParse } from 'valibot';
import { BodyError, type CellKind, type Step } from '../cells/kind.ts';
import type { CellBlock, Notebook } from '../notebook/notebook.ts';
import { parseBody } from '../notebook/yaml-body.ts';
import { ExpressionError } from '../trust/expression.ts';
import { nearest } from '../trust/nearest.ts';
import { failureAt } from './place.ts';
import type { CellFailure } from './result.ts';
import { schemaProblem } from './schema-problem.ts';
import { textBody } from './text-body.ts';

type Path = readonly (string | number)[];

/** A body understood apart from its place in the notebook; cached by its text. */
interface Understood {
  readonly value: unknown;
  readonly step: Step | null;
  readonly error: BodyError | null;
  /** Its value, and where its nodes stand. */
  readonly parsed: ReturnType<typeof parseBody>;
}

export interface Reference {
  /** As the body names it: `scored`, `quality.roc`. */
  readonly name: string;
  readonly cell: string;
  readonly part: string;
}

/** A cell ready to run, or the reason why it cannot be. */
export interface PlannedCell {
  readonly block: CellBlock;
  readonly body: unknown;
  readonly step: Step | null;
  readonly frames: readonly Reference[];
  readonly inputs: readonly Reference[];
  readonly failure: CellFailure | null;
  /** Puts a later error at the node of the body that it names. */
  readonly place: (error: BodyError) => CellFailure;
}

/** Understands cells; bodies that did not change are not parsed again. */
export class Planner {
  private known = new Map<string, Understood>();
  constructor(private readonly kinds: ReadonlyMap<string, CellKind>) {}

  plan(notebook: Notebook): PlannedCell[] {
    const cells = notebook.blocks.filter((block) => block.type === 'cell');
    const fresh = new Map<string, Understood>();
    const planned = cells.map((block, index) => {
      const key = this.cacheKey(block, notebook.text);
      const understood = fresh.get(key) ?? this.known.get(key) ?? understand(block, notebook.text, this.kinds);
      fresh.set(key, understood);
      const typeOf = (other: CellBlock): unknown => inputType(fresh.get(this.cacheKey(other, notebook.text))?.value);
      return resolve(notebook, cells, index, understood, this.kinds, typeOf);
    });
    this.known = fresh;
    return planned;
  }

  private cacheKey(block: CellBlock, text: string): string {
    if (this.kinds.get(block.kind)?.text === undefined) return `${block.kind}\n${block.body}`;
    return text.slice(block.range.start.offset, block.range.end.offset);
  }
}

function understand(block: CellBlock, text: string, kinds: ReadonlyMap<string, CellKind>): Understood {
  const kind = kinds.get(block.kind);
  const parsedBody = kind?.text === undefined ? parseBody(block.body) : textBody(block, text);
  const base = { value: parsedBody.value, parsed: parsedBody, step: null };
  if (parsedBody.problems.length > 0 || kind === undefined) return { ...base, error: null };
  const checked = safeParse(kind.schema, parsedBody.value ?? {});
  if (!checked.success) return { ...base, error: schemaProblem(kind, checked.issues) };
  try {
    return { ...base, step: kind.toStep(checked.output), error: null };
  } catch (error) {
    if (error instanceof ExpressionError) return { ...base, error: fromExpression(error, parsedBody.value) };
    if (!(error instanceof BodyError)) throw error;
    return { ...base, error };
  }
}

function resolve(
  notebook: Notebook,
  cells: readonly CellBlock[],
  index: number,
  understood: Understood,
  kinds: ReadonlyMap<string, CellKind>,
  typeOf: (input: CellBlock) => unknown,
): PlannedCell {
  const block = cells[index]!;
  const place = (error: BodyError): CellFailure => placeInBody(notebook.text, block, understood, error);
  const cell = { block, body: understood.value, step: understood.step, frames: [], inputs: [], place };
  const failed = (failure: CellFailure): PlannedCell => ({ ...cell, step: null, failure });
  const own = block.problems[0];
  if (own !== undefined) {
    return failed(failureAt(notebook.text, { from: own.range.start.offset, to: own.range.end.offset }, own.message, own));
  }
  const broken = understood.parsed.problems[0];
  if (broken !== undefined) {
    const from = block.bodyRange.start.offset;
    return failed(failureAt(notebook.text, { from: from + broken.start, to: from + broken.end }, broken.message, broken));
  }
  if (understood.error !== null) return failed(place(understood.error));
  if (understood.step === null) return failed(place(new BodyError(`no kind ${block.kind}`, [])));
  try {
    const frames = understood.step.reads.map((name) => refer(name, understood.value, cells, index, kinds, false));
    const inputs = understood.step.inputs.map((name) => refer(name, understood.value, cells, index, kinds, true));
    for (const input of inputs) {
      const type = typeOf(cells.find((other) => other.id === input.cell)!);
      requireUse(input.name, type === 'selection', understood.step.selections ?? [], understood.value);
    }
    requireSelection(understood.step.writes, cells.slice(0, index), typeOf);
    return { ...cell, frames, inputs, failure: null };
  } catch (error) {
    if (error instanceof Downward) return failed(moveBelow(notebook.text, block, error, place));
    if (!(error instanceof BodyError)) throw error;
    return failed(place(error));
  }
}

/** A reference to a cell further down. */
class Downward extends Error {
  constructor(
    readonly target: CellBlock,
    readonly path: Path,
  ) {
    super(`reads ${target.id}, which stands below it; a cell reads only cells above it`);
  }
}

function refer(
  name: string,
  body: unknown,
  cells: readonly CellBlock[],
  index: number,
  kinds: ReadonlyMap<string, CellKind>,
  input: boolean,
): Reference {
  const dot = name.indexOf('.');
  const cell = dot === -1 ? name : name.slice(0, dot);
  const part = dot === -1 ? '' : name.slice(dot + 1);
  const path = pathTo(body, input ? (text) => mentionsInput(text, name) : (text) => text === name) ?? [];
  const at = cells.findIndex((other) => other.name === cell && other.id === cell);
  const target = cells[at];
  const namesakes = cells.filter((other) => other.name === cell).length;
  if (target === undefined && namesakes > 1)
    throw new BodyError(`${namesakes} cells are called ${cell}`, path, 'rename all but one of them');
  if (target === undefined || at === index) throw unknownCell(cell, path, cells.slice(0, index), input);
  if (at > index) throw new Downward(target, path);
  const parts = kinds.get(target.kind)?.parts ?? [];
  if (part !== '' && !parts.includes(part)) {
    const near = nearest(part, parts);
    const hint = parts.length === 0 ? `${cell} has no parts` : `its parts are ${parts.join(', ')}`;
    throw new BodyError(`no part ${part} in ${cell}`, path, hint, near === undefined ? undefined : `${cell}.${near}`);
  }
  if (input && target.kind !== 'input') throw new BodyError(`$${name} is no input: ${name} is a ${target.kind} cell`, path);
  return { name, cell, part };
}

/** The type of an input cell, by its body. */
function inputType(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
}

/** A selection is no value: cells filter by it. Other inputs are values, by which no cell filters. */
function requireUse(name: string, isSelection: boolean, selections: readonly string[], body: unknown): void {
  const inExpression = pathTo(body, (text) => new RegExp(`\\$\\s*\\.\\s*${name}(?![a-z0-9_])`).test(text));
  if (isSelection === selections.includes(name) && !(isSelection && inExpression !== null)) return;
  const path = inExpression ?? pathTo(body, (text) => mentionsInput(text, name)) ?? [];
  if (!isSelection) throw new BodyError(`$${name} is a value, and filter needs a selection`, path, `use it in where: as $.${name}`);
  throw new BodyError(`$${name} is a selection, which has no single value; a cell reads it by filter: $${name}`, path);
}

/** Throws where what a hand selects would be written to no selection above. */
function requireSelection(name: string | undefined, above: readonly CellBlock[], typeOf: (input: CellBlock) => unknown): void {
  if (name === undefined) return;
  const selections = above.flatMap((cell) => (cell.kind === 'input' && typeOf(cell) === 'selection' ? [cell.id] : []));
  if (selections.includes(name)) return;
  const near = nearest(name, selections);
  const hint = near === undefined ? `write an input of type: selection above, called ${name}` : `the nearest name is ${near}`;
  throw new BodyError(`no selection ${name} above this cell`, ['select', 'into'], hint, near);
}

function unknownCell(name: string, path: Path, above: readonly CellBlock[], input: boolean): BodyError {
  const names = above.filter((cell) => (cell.kind === 'input') === input).map((cell) => cell.id);
  const near = nearest(name, names);
  const what = input ? `input $${name}` : `cell ${name}`;
  const hint = near === undefined ? (names.length === 0 ? undefined : `above it are ${names.join(', ')}`) : `the nearest name is ${near}`;
  return new BodyError(`no ${what} above this one`, path, hint, input ? undefined : near);
}

function moveBelow(text: string, block: CellBlock, error: Downward, place: PlannedCell['place']): CellFailure {
  const from = block.range.start.offset;
  const middle = block.range.end.offset;
  const to = error.target.range.end.offset;
  const moved = `${text.slice(middle, to).replace(/^\s*\n/, '')}\n\n${text.slice(from, middle)}`;
  return {
    ...place(new BodyError(error.message, error.path, `move it below ${error.target.id}`)),
    repair: { from, to, text: moved, label: `Move below ${error.target.id}` },
  };
}

function placeInBody(text: string, block: CellBlock, understood: Understood, error: BodyError): CellFailure {
  const start = block.bodyRange.start.offset;
  const known = error.path.length > 0 || understood.value !== null ? understood.parsed.locate(error.path) : { start: 0, end: 0 };
  const range =
    error.path.length === 0
      ? { from: block.range.start.offset, to: block.range.start.offset }
      : { from: start + known.start, to: start + known.end };
  const keyed = error.message.startsWith('no key ') ? understood.parsed.locate(error.path, 'key') : null;
  return failureAt(text, keyed === null ? range : { from: start + keyed.start, to: start + keyed.end }, error.message, error);
}

/** An expression's error belongs to the node of the body that holds the expression. */
export function fromExpression(error: ExpressionError, body: unknown): BodyError {
  const path = pathTo(body, (text) => text === error.source) ?? [];
  return new BodyError(error.message, path, error.hint, error.replacement);
}

function pathTo(value: unknown, matches: (text: string) => boolean, path: Path = []): Path | null {
  if (typeof value === 'string') return matches(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const found = pathTo(item, matches, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found !== null) return found;
  }
  return null;
}

function mentionsInput(text: string, name: string): boolean {
  return new RegExp(`\\$\\.?${name}(?![a-z0-9_])`).test(text);
}

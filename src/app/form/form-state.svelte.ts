import type { PlainValue } from '../../cells/output.ts';
import type { FormField } from '../../engine/form-field.ts';
import type { CellNames } from '../../engine/protocol.ts';
import { isMapping, valueAt, type BodyPath, type BodyValue } from '../../notebook/body-value.ts';
import type { CellBlock } from '../../notebook/notebook.ts';
import { removeBodyValue, setBodyValue, type Patch } from '../../notebook/patch.ts';
import { pathAt } from '../../notebook/path-at.ts';
import { parseBody, type BodyProblem } from '../../notebook/yaml-body.ts';
import type { CellFailure } from '../../engine/result.ts';
import type { Workbench } from '../workbench.svelte.ts';
import type { Option } from './options.ts';
import { columnOptions } from './pick-options.ts';

export interface FieldError {
  readonly path: BodyPath;
  readonly failure: CellFailure;
}

/** What the form of one cell shows and changes: its body, what the engine knows of the cells above, and where the cursor of its text is. */
export class FormState {
  /** Frames of the cells above, as they last were. */
  frames = $state.raw<readonly CellNames[]>([]);
  /** The path that the cursor of the text is in. */
  cursor = $state.raw<BodyPath>([]);
  /** The sentence on the field that has the focus. */
  hint = $state('');
  /** Why the last change could not be written. */
  failure = $state<string | null>(null);
  id = $state('');
  /** Puts the cursor of the text on a node; null where the text is not shown. */
  show = $state.raw<((from: number, to: number) => void) | null>(null);

  readonly block: CellBlock | undefined = $derived.by(() => {
    const found = this.workbench.notebook.blocks.find((block) => block.id === this.id);
    return found?.type === 'cell' ? found : undefined;
  });
  private readonly parsed = $derived(parseBody(this.block?.body ?? ''));
  private last: BodyValue = null;
  readonly problem: BodyProblem | null = $derived(this.parsed.problems[0] ?? null);
  /** The body as data; while its YAML is broken, as it was before. */
  readonly body: { readonly [key: string]: BodyValue } = $derived.by(() => {
    const value = this.parsed.problems.length > 0 ? this.last : (this.parsed.value as BodyValue);
    this.last = value;
    return isMapping(value) ? value : {};
  });
  readonly fields: readonly FormField[] = $derived.by(
    () => this.workbench.kinds.find(({ name }) => name === this.block?.kind)?.fields ?? [],
  );
  readonly unknown: readonly string[] = $derived(
    this.fields.length === 0 ? [] : Object.keys(this.body).filter((key) => !this.fields.some((field) => field.key === key)),
  );
  readonly error: FieldError | null = $derived.by(() => {
    const result = this.workbench.results.get(this.id);
    const { block } = this;
    if (result?.state !== 'failed' || result.error === undefined || block === undefined || this.problem !== null) return null;
    const at = this.workbench.offsetOf(result.error.line, result.error.column) - block.bodyRange.start.offset;
    return { path: at < 0 ? [] : pathAt(block.body, at), failure: result.error };
  });

  constructor(
    readonly workbench: Workbench,
    id: string,
  ) {
    this.id = id;
  }

  get(path: BodyPath): BodyValue | undefined {
    return valueAt(this.body, path);
  }

  /** Sets a value as one step; while one types in one place it is one step too. */
  set(path: BodyPath, value: BodyValue, typing = false): void {
    this.write(() => setBodyValue(this.workbench.notebook, this.id, path, value), `Set ${wordsOf(path)} of ${this.id}`, path, typing);
  }

  /** Removes a value, and the groups around it that hold nothing else. */
  remove(path: BodyPath, typing = false): void {
    const whole = this.emptied(path);
    if (this.get(whole) === undefined) return;
    this.write(() => removeBodyValue(this.workbench.notebook, this.id, whole), `Remove ${wordsOf(whole)} of ${this.id}`, path, typing);
  }

  /** Sets a list, or removes its key when nothing is in it. */
  setList(path: BodyPath, list: readonly BodyValue[], required = false): void {
    if (list.length === 0 && !required) this.remove(path);
    else this.set(path, list);
  }

  /** The error that stands at a path, or within it unless only `exactly` there. */
  errorAt(path: BodyPath, exactly = false): CellFailure | null {
    const { error } = this;
    if (error === null || !path.every((step, at) => step === error.path[at])) return null;
    return exactly && error.path.length !== path.length ? null : error.failure;
  }

  isAtCursor(path: BodyPath): boolean {
    return this.cursor.length > 0 && path.every((step, at) => step === this.cursor[at]);
  }

  /** Puts the cursor of the text on what stands at a path. */
  reveal(path: BodyPath): void {
    if (this.show === null || this.block === undefined) return;
    const { locate } = parseBody(this.block.body);
    this.show(locate(path, 'key').start, locate(path).end);
  }

  /** The frame whose columns the cell reads: what `data:` names; a data cell's own. */
  readonly frame: CellNames | undefined = $derived.by(() => {
    const data = this.body['data'];
    const models = this.body['models'];
    const named = typeof data === 'string' ? data : Array.isArray(models) && typeof models[0] === 'string' ? models[0] : this.id;
    return this.frames.find(({ cell }) => cell === named);
  });

  /** The columns of that frame, to choose from. */
  readonly columns: readonly Option[] = $derived.by(() => columnOptions(this.frame));

  /** Cells above with frames; those of inputs are no tables. */
  readonly tables: readonly CellNames[] = $derived.by(() => {
    const order = this.workbench.notebook.blocks.map(({ id }) => id);
    const own = order.indexOf(this.id);
    return this.frames.filter(
      ({ cell, kind }) => kind !== 'input' && order.indexOf(cell.split('.')[0]!) < own && !cell.startsWith(`${this.id}.`),
    );
  });

  /** Inputs above with their present values. */
  readonly inputs: readonly { readonly name: string; readonly type: string; readonly value: PlainValue }[] = $derived.by(() => {
    const { blocks } = this.workbench.notebook;
    const above = blocks.slice(
      0,
      blocks.findIndex(({ id }) => id === this.id),
    );
    return above.flatMap((block) => {
      if (block.type !== 'cell' || block.kind !== 'input') return [];
      const output = this.workbench.results.get(block.id)?.output;
      return output?.type === 'control' ? [{ name: block.id, type: output.control.type, value: output.control.value }] : [];
    });
  });

  /** Asks the engine anew what the cells hold. */
  async learn(): Promise<void> {
    await this.workbench.loadKinds();
    this.frames = await this.workbench.engine.call('names', null);
  }

  private emptied(path: BodyPath): BodyPath {
    if (path.length < 2 || typeof path.at(-1) === 'number') return path;
    const parent = this.get(path.slice(0, -1));
    const isLast = isMapping(parent) && Object.keys(parent).length === 1;
    return isLast ? this.emptied(path.slice(0, -1)) : path;
  }

  private write(patch: () => Patch, name: string, path: BodyPath, typing: boolean): void {
    try {
      this.workbench.edit(patch(), name, typing ? `${this.id} form ${path.join('.')}` : null);
      this.failure = null;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }
}

/** The key that a step is named for. */
function wordsOf(path: BodyPath): string {
  return String(path.findLast((step) => typeof step === 'string') ?? 'the body').replaceAll('_', ' ');
}

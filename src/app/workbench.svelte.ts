import type { CheckResult, PlainValue } from '../cells/output.ts';
import type { KindDescription, MetricDescription } from '../engine/protocol.ts';
import type { CellResult } from '../engine/result.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { parseNotebook } from '../notebook/parse-notebook.ts';
import { applyPatch, setBodyValue, type Patch } from '../notebook/patch.ts';
import { keepDraft } from './drafts.ts';
import type { Knowledge } from './editor/knowledge.ts';
import { WorkerEnded, type EngineClient } from './engine-client.ts';
import { History } from './history.ts';
import { kindNames } from './kind-names.ts';
import { nextFrame } from './next-frame.ts';

const typingPause = 400;
const draftPause = 1000;
/** An evaluation under a gesture mostly ends within this many milliseconds; its results are then drawn together, in one frame. */
const gesturePause = 25;

/** Everything that the page shows of one open notebook. The text is the only truth; results come from the engine by block id. */
export class Workbench {
  text = $state('');
  mode = $state<'read' | 'edit'>('read');
  selected = $state<string | null>(null);
  editing = $state<string | null>(null);
  results = $state.raw<ReadonlyMap<string, CellResult>>(new Map());
  running = $state(false);
  failure = $state<string | null>(null);
  kinds = $state.raw<readonly KindDescription[]>([]);
  metrics = $state.raw<readonly MetricDescription[]>([]);
  functions = $state.raw<readonly string[]>([]);
  paused = $state(false);
  backend = $state<'auto' | 'webgpu' | 'wasm' | 'cpu'>('auto');
  saved = $state<number | null>(null);
  notebook: Notebook = $derived(parseNotebook(this.text, kindNames));

  private readonly history = new History();
  historyVersion = $state(0);
  private overrides = new Map<string, PlainValue>();
  private pending: { run: Set<string>; retry: Set<string> } | null = null;
  private busy = false;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private drafting: ReturnType<typeof setTimeout> | undefined;
  private edited = false;
  private left = false;
  /** When the draft was made that is offered and not yet answered; it is kept beside the new one. */
  offered: number | null = null;

  constructor(
    readonly engine: EngineClient,
    text: string,
    /** Where the notebook came from, by which its draft is kept. */
    readonly origin: string,
    /** Where relative references start. */
    readonly base: string | null,
  ) {
    this.text = text;
  }

  readonly checks: readonly CheckResult[] = $derived(
    [...this.results.values()].flatMap((result) =>
      result.output?.type === 'checks' && result.state !== 'failed' ? result.output.checks : [],
    ),
  );
  readonly counts = $derived.by(() => {
    const counts = { fail: 0, warn: 0, 'not-enough-data': 0, pass: 0, error: 0 };
    for (const { state } of this.checks) if (state !== 'not-applicable') counts[state]++;
    return counts;
  });
  readonly wants: readonly CellResult[] = $derived([...this.results.values()].filter((result) => result.state === 'needs-permission'));
  readonly troubled: readonly CellResult[] = $derived(
    [...this.results.values()].filter((result) => result.state === 'failed' || result.state === 'blocked' || result.state === 'needs-file'),
  );

  get title(): string {
    return this.notebook.title === '' ? 'Untitled' : this.notebook.title;
  }
  get undoLabel(): string | null {
    void this.historyVersion;
    return this.history.undoLabel;
  }
  get redoLabel(): string | null {
    void this.historyVersion;
    return this.history.redoLabel;
  }

  /** Loads what menus and completion need; the editor asks for it. */
  async loadKinds(): Promise<void> {
    if (this.kinds.length > 0) return;
    const { kinds, metrics, functions } = await this.engine.call('kinds', null);
    this.kinds = kinds;
    this.metrics = metrics;
    this.functions = functions;
  }

  /** What completion may offer now. */
  async knowledge(): Promise<Knowledge> {
    await this.loadKinds();
    const cells = await this.engine.call('names', null);
    const inputs = this.notebook.blocks.flatMap((block) => (block.type === 'cell' && block.kind === 'input' ? [block.id] : []));
    return {
      kinds: this.kinds,
      metrics: this.metrics,
      functions: this.functions,
      cells: cells.filter((cell) => cell.kind !== 'input'),
      inputs,
    };
  }

  /** Offset in the text of a line and column from 1. */
  offsetOf(line: number, column: number): number {
    let start = 0;
    for (let at = 1; at < line; at++) start = this.text.indexOf('\n', start) + 1;
    return start + column - 1;
  }

  /** Changes the text as one step that can be undone, and evaluates it. `place` names what is being typed in. */
  edit(patch: Patch, label: string, place: string | null = null): void {
    if (patch.from === patch.to && patch.insert === '') return;
    this.edited = true;
    this.change(patch, label, place);
  }

  private change(patch: Patch, label: string, place: string | null): void {
    this.history.record(this.text, label, place, performance.now());
    this.historyVersion++;
    this.text = applyPatch(this.text, patch);
    this.afterEdit(place === null ? 0 : typingPause);
  }

  undo(): void {
    this.travel(this.history.undo(this.text));
  }
  redo(): void {
    this.travel(this.history.redo(this.text));
  }

  /** Runs everything that is not up to date; `run` names cells that may take long, `retry` those that failed. */
  evaluate(run: readonly string[] = [], retry: readonly string[] = []): void {
    clearTimeout(this.typing);
    if (this.left) return;
    this.pending ??= { run: new Set(), retry: new Set() };
    for (const id of run) this.pending.run.add(id);
    for (const id of retry) this.pending.retry.add(id);
    if (!this.busy) void this.pump();
    else if (run.length > 0 || retry.length > 0 || this.overrides.size === 0) void this.engine.call('stop', null).catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.pending = null;
    await this.engine.stop();
  }

  /** Another notebook takes its place: keeps the draft and asks nothing more of the engine. */
  async leave(): Promise<void> {
    this.left = true;
    this.pending = null;
    clearTimeout(this.typing);
    if (this.busy) void this.engine.call('stop', null).catch(() => undefined);
    await this.keep();
  }

  /** A control moved; at the end of the gesture its value goes into the text as one step. A reader who only does that makes no draft. */
  input(cell: string, value: PlainValue, done: boolean): void {
    if (!done) {
      this.overrides.set(cell, value);
      return this.evaluate();
    }
    this.overrides.delete(cell);
    try {
      const patch = setBodyValue(this.notebook, cell, ['value'], value);
      if (this.mode === 'edit') this.edited = true;
      this.change(patch, `Set ${cell}`, null);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  async setBackend(choice: 'auto' | 'webgpu' | 'wasm' | 'cpu'): Promise<void> {
    this.backend = choice;
    await this.engine.setBackend(choice);
    this.evaluate();
  }

  /** Keeps the draft now, as when the tab is hidden. */
  async keep(): Promise<void> {
    clearTimeout(this.drafting);
    this.drafting = undefined;
    if (!this.edited) return;
    try {
      await keepDraft({ origin: this.origin, title: this.title, text: this.text, changed: Date.now() }, this.offered);
      this.saved = Date.now();
    } catch {
      this.saved = null;
    }
  }

  private travel(text: string | null): void {
    if (text === null) return;
    this.historyVersion++;
    this.text = text;
    this.afterEdit(0);
  }

  private afterEdit(pause: number): void {
    // Not put off by the next change, so that typing without a pause is kept too.
    if (this.edited) this.drafting ??= setTimeout(() => void this.keep(), draftPause);
    clearTimeout(this.typing);
    if (pause === 0) this.evaluate();
    else this.typing = setTimeout(() => this.evaluate(), pause);
  }

  /** One evaluation in flight, the newest waiting. */
  private async pump(): Promise<void> {
    this.busy = true;
    while (this.pending !== null && !this.paused && !this.left) {
      const { run, retry } = this.pending;
      this.pending = null;
      await this.pass([...run], [...retry]);
    }
    this.busy = false;
    this.running = false;
  }

  private async pass(run: readonly string[], retry: readonly string[]): Promise<void> {
    this.running = true;
    const ids = new Set(this.notebook.blocks.map((block) => block.id));
    const next = new Map([...this.results].filter(([id]) => ids.has(id)));
    const request = { text: this.text, overrides: [...this.overrides], run, retry, base: this.base };
    let scheduled = false;
    const publish = (): void => {
      scheduled = false;
      this.results = new Map(next);
    };
    try {
      const finished = await this.engine.evaluate(request, (result) => {
        next.set(result.cell, afterResult(next.get(result.cell), result, this.editing === result.cell));
        if (scheduled) return;
        scheduled = true;
        const show = (): void => {
          if (scheduled) publish();
        };
        if (request.overrides.length > 0) setTimeout(() => nextFrame(show), gesturePause);
        else nextFrame(show);
      });
      if (!finished && this.pending === null) leaveUnfinished(next);
      this.failure = null;
    } catch (error) {
      leaveUnfinished(next);
      if (error instanceof WorkerEnded) this.pending ??= { run: new Set(), retry: new Set() };
      else this.failure = error instanceof Error && error.message !== 'stopped' ? error.message : null;
    }
    publish();
  }
}

/** What is known of a cell: the very same object where nothing new is said, so that nothing is drawn again. */
function afterResult(before: CellResult | undefined, result: CellResult, editing: boolean): CellResult {
  if (before?.output === undefined) return result;
  if (result.output === undefined && keepsOutput(result, editing)) return { ...result, output: before.output };
  return result.key !== '' && result.key === before.key && result.state === 'done' && before.state === 'done' ? before : result;
}

/** While a cell runs or waits, what it last showed stays; while it is typed in, its last valid text shows too. */
function keepsOutput(result: CellResult, editing: boolean): boolean {
  return (editing && result.state === 'failed') || result.state === 'running' || result.state === 'queued' || result.state === 'stale';
}

/** After Stop nothing runs or waits its turn; what had not ended is from earlier inputs. */
function leaveUnfinished(results: Map<string, CellResult>): void {
  for (const [id, result] of results) {
    if (result.state !== 'running' && result.state !== 'queued') continue;
    const { progress: _, ...rest } = result;
    results.set(id, { ...rest, state: 'stale' });
  }
}

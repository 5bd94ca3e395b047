import type { CheckResult, PlainValue } from '../cells/output.ts';
import type { KindDescription, MetricDescription } from '../engine/protocol.ts';
import type { CellResult } from '../engine/result.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { parseNotebook } from '../notebook/parse-notebook.ts';
import { applyPatch, setBodyValue, type Patch } from '../notebook/patch.ts';
import { keepDraft } from './drafts.ts';
import type { Knowledge } from './editor/knowledge.ts';
import type { EngineClient } from './engine-client.ts';
import { Evaluation } from './evaluation.svelte.ts';
import { History } from './history.ts';
import { kindNames } from './kind-names.ts';

const typingPause = 400;
const draftPause = 1000;

/** Everything that the page shows of one open notebook. The text is the only truth; results come from the engine by block id. */
export class Workbench {
  text = $state('');
  mode = $state<'read' | 'edit' | 'present'>('read');
  selected = $state<string | null>(null);
  editing = $state<string | null>(null);
  kinds = $state.raw<readonly KindDescription[]>([]);
  metrics = $state.raw<readonly MetricDescription[]>([]);
  functions = $state.raw<readonly string[]>([]);
  saved = $state<number | null>(null);
  /** What runs, and what is known of every cell. */
  readonly evaluation: Evaluation;
  notebook: Notebook = $derived(parseNotebook(this.text, kindNames));

  private readonly history = new History();
  historyVersion = $state(0);
  private drafting: ReturnType<typeof setTimeout> | undefined;
  private edited = false;
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
    this.evaluation = new Evaluation(engine, this);
  }

  get results(): ReadonlyMap<string, CellResult> {
    return this.evaluation.results;
  }
  get running(): boolean {
    return this.evaluation.running;
  }
  get failure(): string | null {
    return this.evaluation.failure;
  }
  set failure(sentence: string | null) {
    this.evaluation.failure = sentence;
  }
  get paused(): boolean {
    return this.evaluation.paused;
  }
  set paused(paused: boolean) {
    this.evaluation.paused = paused;
  }
  get stopped(): readonly string[] {
    return this.evaluation.stopped;
  }
  get backend(): Evaluation['backend'] {
    return this.evaluation.backend;
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
    this.evaluation.evaluate(run, retry);
  }
  stop(): Promise<void> {
    return this.evaluation.stop();
  }
  stopCell(id: string): Promise<void> {
    return this.evaluation.stopCell(id);
  }
  isHeld(id: string): boolean {
    return this.evaluation.isHeld(id);
  }
  pause(paused: boolean): void {
    this.evaluation.pause(paused);
  }
  setBackend(choice: Evaluation['backend']): Promise<void> {
    return this.evaluation.setBackend(choice);
  }

  /** Another notebook takes its place: keeps the draft and asks nothing more of the engine. */
  async leave(): Promise<void> {
    this.evaluation.leave();
    await this.keep();
  }

  /** A control moved; at the end of the gesture its value goes into the text as one step. A reader who only does that makes no draft. */
  input(cell: string, value: PlainValue, done: boolean): void {
    if (!done) return this.evaluation.override(cell, value);
    this.evaluation.override(cell, undefined);
    try {
      const patch = setBodyValue(this.notebook, cell, ['value'], value);
      if (this.mode === 'edit') this.edited = true;
      this.change(patch, `Set ${cell}`, null);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
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
    this.evaluation.evaluateAfter(pause);
  }
}

import type { CheckResult, Output, PlainValue } from '../cells/output.ts';
import type { KindDescription, MetricDescription } from '../engine/protocol.ts';
import type { CellResult } from '../engine/result.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { parseNotebook } from '../notebook/parse-notebook.ts';
import { shownBlocks } from '../notebook/patch-blocks.ts';
import { applyPatch, setBodyValue, type Patch } from '../notebook/patch.ts';
import type { Grants } from './consent/grants.svelte.ts';
import { BlockSelection } from './block-selection.svelte.ts';
import type { Knowledge } from './editor/knowledge.ts';
import type { EngineClient } from './engine-client.ts';
import { Evaluation } from './evaluation.svelte.ts';
import { Folds } from './folds.svelte.ts';
import { History, type Moment, type Where } from './history.ts';
import { Keeping } from './keeping/keeping.svelte.ts';
import type { TextStore } from './keeping/text-store.ts';
import { kindNames } from './kind-names.ts';
import type { PanelName } from './running/panel-name.ts';
import { queueOf } from './running/run-line.ts';
import type { Arrived } from './share/arrived.ts';
import { stillArrived } from './share/still-arrived.ts';
import { withArrived } from './share/with-arrived.ts';
import type { Started } from './started.ts';

const typingPause = 400;

/** Everything that the page shows of one open notebook. The text is the only truth; results come from the engine by block id. */
export class Workbench {
  text = $state('');
  private view = $state<'read' | 'edit' | 'present'>('read');
  selected = $state<string | null>(null);
  editing = $state<string | null>(null);
  /** The open tab of the panel under the page. */
  panel = $state<PanelName | null>(null);
  /** What lies over the page's side: the contents where there is no room for the rail, or the overview of checks or findings. */
  aside = $state<'contents' | 'checks' | 'findings' | null>(null);
  /** Where the reader is, or is to be taken: a cell's name, or the words of a heading. */
  at: string | null = $state(null);
  /** Charts are then drawn as lines, in the light theme. */
  printing = $state(false);
  /** Where the cursor of the open editor stands in the text, from 1. */
  cursor = $state.raw<{ readonly line: number; readonly column: number } | null>(null);
  kinds = $state.raw<readonly KindDescription[]>([]);
  metrics = $state.raw<readonly MetricDescription[]>([]);
  functions = $state.raw<readonly string[]>([]);
  /** What runs, and what is known of every cell. */
  readonly evaluation: Evaluation;
  notebook: Notebook = $derived(parseNotebook(this.text, kindNames));
  /** Blocks that are selected together, `selected` among them. */
  readonly selection = new BlockSelection(this);
  readonly folds = new Folds();
  /** The dialog that is open. */
  dialog = $state<'palette' | 'help' | 'share' | 'export' | null>(null);
  /** A sentence at the bottom of the page, for a while. */
  said = $state('');

  /** What the person allowed; null where nothing asks. */
  grants: Grants | null = null;

  /** What was written from files into this notebook, the last time. */
  started = $state.raw<Started | null>(null);

  /** What came with the link that opened the notebook. */
  arrived = $state.raw<Arrived | null>(null);
  /** Outputs that came with the link and still belong to what the text says, by block. */
  readonly fromElsewhere: ReadonlyMap<string, Output> = $derived(stillArrived(this.arrived, this.notebook));

  private readonly history = new History();
  historyVersion = $state(0);
  /** What this browser keeps of the notebook, and which of its tabs may write it. */
  readonly keeping: Keeping;
  /** The block that undo or redo last changed, so that it can be brought into view. */
  travelled = $state.raw<{ readonly block: string | null } | null>(null);

  constructor(
    readonly engine: EngineClient,
    text: string,
    /** Where the notebook came from, by which its draft is kept. */
    readonly origin: string,
    /** Where relative references start. */
    readonly base: string | null,
    store?: TextStore,
  ) {
    this.text = text;
    this.evaluation = new Evaluation(engine, this);
    this.keeping = new Keeping(this, store);
  }

  get mode(): 'read' | 'edit' | 'present' {
    return this.view;
  }
  /** Editing begins only where no other tab edits the notebook. */
  set mode(mode: 'read' | 'edit' | 'present') {
    if (mode === 'edit' && this.keeping.elsewhere) {
      this.keeping.refuse();
      return;
    }
    this.view = mode;
    if (mode !== 'edit') return;
    void this.keeping.mayEdit().then((may) => {
      if (!may && this.view === 'edit') this.view = 'read';
    });
  }

  private readonly shown = $derived.by(() => withArrived(this.evaluation.results, this.fromElsewhere, this.notebook));
  /** What is known of every block: computed here, or else come with a link. */
  get results(): ReadonlyMap<string, CellResult> {
    return this.shown;
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

  /** Ids of the cells in their order. */
  readonly cells: readonly string[] = $derived(this.notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.id] : [])));
  /** Places of the cells that wait, by id. */
  readonly queue: ReadonlyMap<string, number> = $derived(queueOf(this.results, this.cells));
  readonly stale: readonly CellResult[] = $derived(
    this.cells.flatMap((id) => {
      const result = this.results.get(id);
      return result?.state === 'stale' ? [result] : [];
    }),
  );
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
    this.keeping.begin();
    this.change(patch, label, place);
  }

  private change(patch: Patch, label: string, place: string | null): void {
    this.history.record(this.text, label, place, performance.now(), this.where);
    this.historyVersion++;
    this.text = applyPatch(this.text, patch);
    this.afterEdit(label, place);
  }

  /** Puts another text in the place of the whole, as one step. */
  replaceText(text: string, label: string): void {
    if (text !== this.text) this.edit({ from: 0, to: this.text.length, insert: text }, label);
  }

  undo(): void {
    const label = this.undoLabel;
    this.travel(this.history.undo({ text: this.text, where: this.where }), `Undo: ${label}`);
  }
  redo(): void {
    const label = this.redoLabel;
    this.travel(this.history.redo({ text: this.text, where: this.where }), `Redo: ${label}`);
  }

  /** Runs everything that is not up to date; `run` names cells that may take long, `retry` those that failed. */
  evaluate(run: readonly string[] = [], retry: readonly string[] = []): void {
    this.evaluation.evaluate(run, retry);
  }
  /** Runs cells that the person told to run. Code that is open in the editor is thereby allowed: it stands before their eyes. */
  async runByHand(cells: readonly string[]): Promise<void> {
    const open = this.notebook.blocks.find((block) => block.id === this.editing);
    if (open?.type === 'cell' && open.kind === 'code' && cells.includes(open.id))
      await this.grants?.allowCode([{ cell: open.id, code: open.body }]);
    this.evaluate(cells, cells);
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
    await this.keeping.leave();
  }

  /** A control moved; at the end of the gesture its value goes into the text as one step. */
  input(cell: string, value: PlainValue, done: boolean): void {
    if (!done) return this.move(cell, value);
    this.settle(cell, () => setBodyValue(this.notebook, cell, ['value'], value), `Set ${cell}`);
  }

  /** Evaluates with a value that the text does not say, as long as a hand moves; undefined takes the text's again. */
  move(cell: string, value: PlainValue | undefined): void {
    this.evaluation.override(cell, value);
  }

  /** Ends a gesture: what it came to goes into the text as one step. A reader who only does that makes no draft. */
  settle(cell: string, make: () => Patch, label: string): void {
    this.evaluation.override(cell, undefined);
    try {
      const patch = make();
      if (this.mode === 'edit') this.keeping.begin();
      this.change(patch, label, null);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  /** Keeps the text now, as when the tab is hidden. */
  keep(): Promise<void> {
    return this.keeping.keep();
  }

  private get where(): Where {
    return { selected: this.selected, editing: this.editing };
  }

  /** Goes to another text, and to where one was in it; an editor that is open moves along, none is opened. */
  private travel(moment: Moment | null, label: string): void {
    if (moment === null) return;
    const changed = firstDifference(this.text, moment.text);
    this.historyVersion++;
    this.text = moment.text;
    const { blocks } = this.notebook;
    const present = (id: string | null): id is string => blocks.some((block) => block.id === id);
    if (present(moment.where.selected)) this.selected = moment.where.selected;
    if (this.editing !== null && present(moment.where.editing)) this.editing = moment.where.editing;
    const shown = shownBlocks(this.notebook);
    this.travelled = { block: shown.find((block) => block.range.end.offset > changed)?.id ?? shown.at(-1)?.id ?? null };
    this.afterEdit(label, null);
  }

  private afterEdit(label: string, place: string | null): void {
    this.keeping.changed(label, place);
    this.evaluation.evaluateAfter(place === null ? 0 : typingPause);
  }
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

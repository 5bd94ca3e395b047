import type { PlainValue } from '../cells/output.ts';
import type { CellResult } from '../engine/result.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { WorkerEnded, type EngineClient } from './engine-client.ts';
import { nextFrame } from './next-frame.ts';
import { placeOfCell, sameCells } from './running/still-wanted.ts';

/** An evaluation under a gesture mostly ends within this many milliseconds; its results are then drawn together, in one frame. */
const gesturePause = 25;

/** What is evaluated: the notebook as it stands, and the cell that is being typed in. */
interface Subject {
  readonly text: string;
  readonly notebook: Notebook;
  readonly editing: string | null;
  readonly base: string | null;
}

/** The running of one notebook: one evaluation in flight, the newest waiting, and what is known of every cell. */
export class Evaluation {
  results = $state.raw<ReadonlyMap<string, CellResult>>(new Map());
  running = $state(false);
  failure = $state<string | null>(null);
  /** Edits mark what they touch as stale, and only Run runs it. A notebook that opens so reads nothing before the first Run. */
  paused = $state(false);
  /** Cells that had not ended when the person stopped the run. */
  stopped = $state.raw<readonly string[]>([]);
  backend = $state<'auto' | 'webgpu' | 'wasm' | 'cpu'>('auto');
  private readonly overrides = new Map<string, PlainValue>();
  private pending: { run: Set<string>; retry: Set<string> } | null = null;
  /** Cells that were stopped one by one; they run when told to. */
  private readonly held = new Set<string>();
  private started = false;
  private busy = false;
  /** The pass that runs: the cell that it is at, and how many cells from the top are still wanted. */
  private inFlight: { readonly notebook: Notebook; at: number; wanted: number } | null = null;
  private left = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly engine: EngineClient,
    private readonly subject: Subject,
  ) {}

  /** Runs everything that is not up to date; `run` names cells that may take long, `retry` those that failed. */
  evaluate(run: readonly string[] = [], retry: readonly string[] = []): void {
    clearTimeout(this.waiting);
    this.started ||= !this.paused || run.length > 0;
    if (this.left || !this.started) return;
    this.pending ??= { run: new Set(), retry: new Set() };
    if (run.includes('*')) this.held.clear();
    for (const id of run) this.pending.run.add(id);
    for (const id of run) this.held.delete(id);
    for (const id of retry) this.pending.retry.add(id);
    if (!this.busy) void this.pump();
    else if (run.length > 0 || retry.length > 0) this.interrupt();
    else if (this.overrides.size === 0) this.interruptUnlessWanted();
  }

  /** Ends the pass in flight, so that the one that waits can begin. */
  private interrupt(): void {
    void this.engine.call('stop', null).catch(() => undefined);
  }

  /** Lets what runs go on as long as it stands above everything that changed: typing below a long run does not begin it anew. */
  private interruptUnlessWanted(): void {
    if (this.inFlight === null) return;
    this.inFlight.wanted = sameCells(this.inFlight.notebook, this.subject.notebook);
    if (this.inFlight.at >= this.inFlight.wanted) this.interrupt();
  }

  /** Evaluates once nothing has been typed for so many milliseconds. */
  evaluateAfter(pause: number): void {
    clearTimeout(this.waiting);
    if (pause === 0) this.evaluate();
    else this.waiting = setTimeout(() => this.evaluate(), pause);
  }

  /** Evaluates with a value that is not in the text, as long as a hand is on the control; undefined when it is let go. */
  override(cell: string, value: PlainValue | undefined): void {
    if (value === undefined) this.overrides.delete(cell);
    else this.overrides.set(cell, value);
    if (value !== undefined) this.evaluate();
  }

  async stop(): Promise<void> {
    this.pending = null;
    await this.engine.stop();
  }

  /** Ends what one cell does and goes on with the rest. */
  async stopCell(id: string): Promise<void> {
    this.held.add(id);
    this.pending ??= { run: new Set(), retry: new Set() };
    await this.engine.stop();
  }

  /** Whether the person stopped this one cell. */
  isHeld(id: string): boolean {
    return this.held.has(id);
  }

  /** Runs by itself after each edit, or only when told to. */
  pause(paused: boolean): void {
    this.paused = paused;
    if (!paused) this.evaluate();
  }

  async setBackend(choice: 'auto' | 'webgpu' | 'wasm' | 'cpu'): Promise<void> {
    this.backend = choice;
    await this.engine.setBackend(choice);
    const running = this.busy;
    this.evaluate();
    if (running) this.interrupt();
  }

  /** Another notebook takes the place: nothing more is asked of the engine. */
  leave(): void {
    this.left = true;
    this.pending = null;
    clearTimeout(this.waiting);
    if (this.busy) void this.engine.call('stop', null).catch(() => undefined);
  }

  /** One evaluation in flight, the newest waiting. */
  private async pump(): Promise<void> {
    this.busy = true;
    while (this.pending !== null && !this.left) {
      const { run, retry } = this.pending;
      this.pending = null;
      await this.pass([...run], [...retry]);
    }
    this.busy = false;
    this.inFlight = null;
    this.running = false;
  }

  private async pass(run: readonly string[], retry: readonly string[]): Promise<void> {
    this.running = true;
    this.stopped = [];
    const inFlight = { notebook: this.subject.notebook, at: 0, wanted: Infinity };
    this.inFlight = inFlight;
    const ids = new Set(this.subject.notebook.blocks.map((block) => block.id));
    const next = new Map([...this.results].filter(([id]) => ids.has(id)));
    const request = {
      text: this.subject.text,
      overrides: [...this.overrides],
      run,
      hold: this.paused ? ['*'] : [...this.held],
      retry,
      base: this.subject.base,
    };
    let scheduled = false;
    const publish = (): void => {
      scheduled = false;
      this.results = new Map(next);
    };
    try {
      const finished = await this.engine.evaluate(request, (result) => {
        if (result.state === 'running') inFlight.at = placeOfCell(inFlight.notebook, result.cell);
        if (inFlight.at >= inFlight.wanted) {
          inFlight.wanted = Infinity;
          this.interrupt();
        }
        next.set(result.cell, afterResult(next.get(result.cell), result, this.subject.editing === result.cell));
        if (scheduled) return;
        scheduled = true;
        const show = (): void => {
          if (scheduled) publish();
        };
        if (request.overrides.length > 0) setTimeout(() => nextFrame(show), gesturePause);
        else nextFrame(show);
      });
      if (!finished && this.pending === null) this.stopped = leaveUnfinished(next);
      this.failure = null;
    } catch (error) {
      const unfinished = leaveUnfinished(next);
      if (this.pending === null) this.stopped = unfinished;
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
  return (
    (editing && (result.state === 'failed' || result.state === 'needs-permission')) ||
    result.state === 'running' ||
    result.state === 'queued' ||
    result.state === 'stale'
  );
}

/** After Stop nothing runs or waits its turn; what had not ended is from earlier inputs. Gives the cells that had not. */
function leaveUnfinished(results: Map<string, CellResult>): string[] {
  const left: string[] = [];
  for (const [id, result] of results) {
    if (result.state !== 'running' && result.state !== 'queued') continue;
    const { progress: _, ...rest } = result;
    results.set(id, { ...rest, state: 'stale' });
    left.push(id);
  }
  return left;
}

import type { ColumnShown, TableMethods, TablePlace, ViewSpec } from '../../engine/tables/table-methods.ts';

type AskSummaries = (
  request: TableMethods['summaries']['request'],
  options: { readonly signal: AbortSignal; readonly answer: (shown: ColumnShown) => void },
) => Promise<null>;

/** Summaries of the columns on screen: one call in flight, the newest wish waiting, what is known kept until it is known anew. */
export class ColumnSummaries {
  known = $state.raw<ReadonlyMap<string, ColumnShown>>(new Map());

  private readonly viewOf = new Map<string, string>();
  private wanted: { readonly spec: ViewSpec; readonly key: string; readonly columns: readonly string[] } | null = null;
  private busy = false;
  private readonly controller = new AbortController();

  private resting: ReturnType<typeof setTimeout> | undefined;

  /** `before` shows until it is known anew; the first question waits as many milliseconds, for a hand that still moves. */
  constructor(
    private readonly ask: AskSummaries,
    private readonly place: TablePlace,
    before: ReadonlyMap<string, ColumnShown> = new Map(),
    private patience = 0,
  ) {
    this.known = before;
  }

  want(spec: ViewSpec, columns: readonly string[]): void {
    this.wanted = { spec, key: JSON.stringify([spec.filter, spec.find]), columns };
    if (this.busy) return;
    clearTimeout(this.resting);
    if (this.patience === 0) return void this.work();
    this.resting = setTimeout(() => {
      this.patience = 0;
      void this.work();
    }, this.patience);
  }

  close(): void {
    clearTimeout(this.resting);
    this.controller.abort();
  }

  private async work(): Promise<void> {
    this.busy = true;
    try {
      for (let columns = this.lacking(); columns.length > 0; columns = this.lacking()) {
        const { spec, key } = this.wanted!;
        const { orderby: _, ...view } = spec;
        await this.ask({ ...this.place, ...view, columns }, { signal: this.controller.signal, answer: (shown) => this.take(shown, key) });
        for (const column of columns) this.viewOf.set(column, key);
      }
    } catch {
      this.wanted = null;
    } finally {
      this.busy = false;
    }
  }

  /** A few columns at a time, so that a newer wish does not wait long. */
  private lacking(): readonly string[] {
    const wanted = this.wanted;
    return wanted === null ? [] : wanted.columns.filter((name) => this.viewOf.get(name) !== wanted.key).slice(0, 8);
  }

  private take(shown: ColumnShown, key: string): void {
    this.viewOf.set(shown.summary.name, key);
    this.known = new Map(this.known).set(shown.summary.name, shown);
  }
}

import type { PlainValue } from '../../cells/output.ts';
import type { TablePlace, ViewSpec } from '../../engine/tables/table-methods.ts';
import { RowWindows, type AskRows } from './row-windows.ts';

interface Wanted {
  readonly key: string;
  readonly spec: ViewSpec;
}

/**
 * The rows of a table as the page has them. While a new view is worked out the one before stays; under a gesture one view is in
 * flight and the newest waits, but another text to find ends the search for the one before.
 */
export class TableRows {
  /** Rows that the view shows. */
  total = $state(0);
  failure = $state<string | null>(null);
  /** Counts arrivals, so that what is drawn from windows is drawn again. */
  arrivals = $state(0);
  /** Whether a view is being worked out. */
  pending = $state(false);

  private shown: RowWindows;
  private shownKey = '{}';
  private next: (Wanted & { readonly windows: RowWindows }) | null = null;
  private waiting: Wanted | null = null;
  private last: { from: number; to: number; columns: readonly string[] } = { from: 0, to: 0, columns: [] };

  constructor(
    private readonly ask: AskRows,
    private readonly place: TablePlace,
    total: number,
  ) {
    this.total = total;
    this.shown = this.windows({}, () => undefined);
  }

  /** Shows another view as soon as its first rows are there. */
  use(spec: ViewSpec): void {
    const wanted = { key: JSON.stringify(spec), spec };
    if (wanted.key === (this.waiting ?? this.next)?.key) return;
    if (this.next === null && wanted.key === this.shownKey) return;
    if (this.next !== null && this.next.spec.find === spec.find) {
      this.waiting = wanted;
      return;
    }
    this.start(wanted);
  }

  number(index: number): number | undefined {
    void this.arrivals;
    return this.shown.number(index);
  }

  value(index: number, column: string): PlainValue | undefined {
    void this.arrivals;
    return this.shown.value(index, column);
  }

  /** Asks for what is on screen. */
  show(from: number, to: number, columns: readonly string[]): void {
    this.last = { from, to, columns };
    this.shown.show(from, Math.min(to, this.total), columns);
  }

  close(): void {
    this.shown.close();
    this.next?.windows.close();
  }

  private start(wanted: Wanted): void {
    this.next?.windows.close();
    this.waiting = null;
    this.pending = true;
    const windows = this.windows(wanted.spec, (total) => this.swap(wanted, windows, total));
    this.next = { ...wanted, windows };
    windows.show(0, Math.max(1, this.last.to - this.last.from), this.last.columns);
  }

  private swap(wanted: Wanted, windows: RowWindows, total: number): void {
    if (this.next?.windows !== windows) return;
    this.shown.close();
    this.shown = windows;
    this.shownKey = wanted.key;
    this.next = null;
    this.total = total;
    this.settle();
  }

  private settle(): void {
    this.pending = false;
    const waiting = this.waiting;
    if (waiting !== null && waiting.key !== this.shownKey) this.start(waiting);
    else this.waiting = null;
  }

  private windows(spec: ViewSpec, arrived: (total: number) => void): RowWindows {
    return new RowWindows(
      this.ask,
      { ...this.place, ...spec },
      (total) => {
        arrived(total);
        this.failure = null;
        this.arrivals++;
      },
      (reason) => {
        this.failure = reason instanceof Error ? reason.message : String(reason);
        this.next = null;
        this.settle();
      },
    );
  }
}

/** The tallest element that browsers draw; of more rows the scrollbar is scaled. */
const tallest = 16_000_000;
/** Rows drawn beyond each edge. */
const spare = 6;

export interface GridShape {
  readonly total: number;
  readonly rowHeight: number;
  readonly headHeight: number;
  /** Rows shown at most; without a number as many as fit. */
  readonly most: number | undefined;
}

/** The part of a table that is on screen, by arithmetic. Lengths in CSS pixels. */
export class GridWindow {
  top = $state(0);
  left = $state(0);
  wide = $state(888);
  high = $state(0);

  constructor(private readonly given: () => GridShape) {}

  private readonly shape: GridShape = $derived.by(() => this.given());

  readonly page: number = $derived.by(() => {
    const { total, rowHeight, headHeight, most } = this.shape;
    return Math.max(1, most === undefined ? Math.floor((this.high - headHeight) / rowHeight) : Math.min(total, most));
  });
  readonly body: number = $derived(this.page * this.shape.rowHeight);
  readonly height: number = $derived(Math.min(this.shape.total * this.shape.rowHeight, tallest));
  /** Pixels of rows for a pixel of the scrollbar. */
  private readonly scale: number = $derived(
    this.height <= this.body ? 1 : (this.shape.total * this.shape.rowHeight - this.body) / (this.height - this.body),
  );
  private readonly firstRow: number = $derived((this.top * this.scale) / this.shape.rowHeight);
  readonly first: number = $derived(Math.max(0, Math.min(this.shape.total - 1, Math.floor(this.firstRow)) - spare));
  readonly last: number = $derived(Math.min(this.shape.total, this.first + this.page + 2 * spare + 1));
  /** The rows to draw, each under the key of an element that it may take over from a row that left. */
  readonly slots: readonly { readonly index: number; readonly key: number }[] = $derived.by(() => {
    const pool = this.page + 2 * spare + 1;
    return Array.from({ length: Math.max(0, this.last - this.first) }, (_, at) => ({
      index: this.first + at,
      key: (this.first + at) % pool,
    }));
  });
  readonly shown: { readonly from: number; readonly to: number } = $derived.by(() => {
    const { total } = this.shape;
    const from = Math.max(0, Math.min(total - this.page, Math.round(this.firstRow)));
    return { from, to: Math.min(total, from + this.page) };
  });

  /** Where a row stands under the head. */
  topOf(index: number): number {
    return index * this.shape.rowHeight - (this.top * this.scale - this.top);
  }

  /** Where to scroll so that a row is on screen; where it is now for one that is. */
  scrollTo(index: number): number {
    const { rowHeight } = this.shape;
    const y = index * rowHeight;
    if (index < 0 || (y >= this.top * this.scale && y + rowHeight <= this.top * this.scale + this.body)) return this.top;
    return y < this.top * this.scale ? y / this.scale : Math.ceil((y + rowHeight - this.body) / this.scale);
  }
}

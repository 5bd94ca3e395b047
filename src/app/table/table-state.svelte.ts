import type { ColumnSummary, PlainValue, TableOutput } from '../../cells/output.ts';
import type { Constraint } from '../../frame/selection/clause.ts';
import type { OrderKey, ViewSpec } from '../../engine/tables/table-methods.ts';
import { columnLayout, columnsWithin, narrowest, usualWidth, widest } from './column-layout.ts';
import { withConstraint, withToggled, type Filter } from './filter-edits.ts';
import type { GridPlace } from './grid-move.ts';

/** How one table is looked at: what is filtered, sorted, hidden and where the cursor stands. It lives as long as the page shows the notebook. */
export class TableState {
  output: TableOutput = $state.raw({ type: 'table', layout: 'rows', part: '', total: 0, columns: [], notes: [], head: [] });
  filter = $state.raw<Filter>(new Map());
  find = $state('');
  orderby = $state.raw<readonly OrderKey[]>([]);
  hidden = $state.raw<ReadonlySet<string>>(new Set());
  pinned = $state.raw<readonly string[]>([]);
  widths = $state.raw<ReadonlyMap<string, number>>(new Map());
  at = $state.raw<GridPlace>({ row: 0, column: 0 });
  /** Places of the selected rows in the whole table. */
  selected = $state.raw<ReadonlySet<number>>(new Set());
  /** The row whose record is open, by its place in the whole table. */
  record = $state<number | null>(null);
  /** Whether the table fills the page. */
  open = $state(false);

  private readonly known: ReadonlyMap<string, ColumnSummary> = $derived(
    new Map(this.output.columns.map((column) => [column.name, column])),
  );
  /** Pinned columns, then the others, without those that are hidden. */
  readonly columns: readonly ColumnSummary[] = $derived.by(() => {
    const pinned = this.pinned.flatMap((name) => this.known.get(name) ?? []);
    const others = this.output.columns.filter(({ name }) => !this.pinned.includes(name));
    return [...pinned, ...others].filter(({ name }) => !this.hidden.has(name));
  });
  readonly pins: number = $derived(this.columns.filter(({ name }) => this.pinned.includes(name)).length);
  readonly pinnedLayout = $derived(
    columnLayout(
      this.columns.slice(0, this.pins).map(({ name }) => name),
      (name) => this.widthOf(name),
    ),
  );
  readonly layout = $derived(
    columnLayout(
      this.columns.slice(this.pins).map(({ name }) => name),
      (name) => this.widthOf(name),
    ),
  );
  /** What is asked of the worker; columns that are no longer there ask nothing. */
  readonly spec: ViewSpec = $derived.by(() => {
    const filter = [...this.filter].filter(([name]) => this.known.has(name));
    const orderby = this.orderby.filter(({ column }) => this.known.has(column));
    return {
      ...(filter.length === 0 ? {} : { filter: Object.fromEntries(filter) }),
      ...(this.find.trim() === '' ? {} : { find: this.find.trim() }),
      ...(orderby.length === 0 ? {} : { orderby }),
    };
  });
  readonly narrowed: boolean = $derived(this.spec.filter !== undefined || this.spec.find !== undefined);

  column(name: string): ColumnSummary | undefined {
    return this.known.get(name);
  }

  widthOf(name: string): number {
    const column = this.known.get(name);
    return this.widths.get(name) ?? (column === undefined ? narrowest : usualWidth(column));
  }

  /** The columns between two distances from the left edge of those that scroll. */
  within(left: number, right: number): readonly ColumnSummary[] {
    const { first, last } = columnsWithin(this.layout, left, right);
    return this.columns.slice(this.pins + first, this.pins + last);
  }

  resize(name: string, width: number): void {
    this.widths = new Map(this.widths).set(name, Math.max(narrowest, Math.min(widest, Math.round(width))));
  }

  constrain(column: string, constraint: Constraint | null): void {
    this.filter = withConstraint(this.filter, column, constraint);
  }

  toggleValue(column: string, value: PlainValue): void {
    this.filter = withToggled(this.filter, column, value);
  }

  clear(): void {
    this.filter = new Map();
    this.find = '';
  }

  /** Sorts by a column: up, down, not at all; `add` keeps the columns before it. */
  sort(column: string, add: boolean): void {
    const now = this.orderby.find((key) => key.column === column);
    const next = now === undefined ? [{ column, descending: false }] : now.descending ? [] : [{ column, descending: true }];
    if (!add) this.orderby = next;
    else if (now === undefined) this.orderby = [...this.orderby, ...next];
    else this.orderby = this.orderby.flatMap((key) => (key === now ? next : [key]));
  }

  sortBy(column: string, descending: boolean): void {
    this.orderby = [{ column, descending }];
  }

  hide(name: string): void {
    this.hidden = new Set(this.hidden).add(name);
    this.at = { ...this.at, column: Math.max(0, Math.min(this.at.column, this.columns.length - 1)) };
  }

  show(name: string): void {
    this.hidden = new Set([...this.hidden].filter((each) => each !== name));
  }

  pin(name: string): void {
    this.pinned = this.pinned.includes(name) ? this.pinned.filter((each) => each !== name) : [...this.pinned, name];
    const column = this.columns.findIndex((each) => each.name === name);
    if (column >= 0) this.at = { ...this.at, column };
  }

  select(numbers: Iterable<number>, add: boolean): void {
    this.selected = new Set(add ? [...this.selected, ...numbers] : numbers);
  }

  toggleSelected(number: number): void {
    const next = new Set(this.selected);
    if (!next.delete(number)) next.add(number);
    this.selected = next;
  }
}

import type { PlainValue, TableOutput } from '../../cells/output.ts';
import type { TablePlace } from '../../engine/tables/table-methods.ts';
import { formatCount } from '../outputs/format-number.ts';
import type { Pixels } from '../outputs/output-api.ts';
import { ColumnSummaries } from './column-summaries.svelte.ts';
import { copiedText } from './copied-text.ts';
import { listedValue } from './filter-edits.ts';
import type { TableApi } from './table-api.ts';
import { TableRows } from './table-rows.svelte.ts';
import type { TableState } from './table-state.svelte.ts';

/** The most rows that are selected or copied at once; more are exported. */
const mostSelected = 10_000;
const mostImages = 400;
/** Milliseconds after which a hand that selects in another cell counts as resting. */
const handRests = 400;

/** A table at work: its rows and summaries as they arrive, and what a person does with them. */
export class TableView {
  readonly rows: TableRows;
  readonly summaries: ColumnSummaries;
  /** What just happened, for the line under the table and for screen readers. */
  said = $state('');
  /** Counts the times that the cursor is to be brought on screen. */
  reveals = $state(0);
  private readonly images = new Map<string, Promise<Pixels | null>>();
  private anchor: number | null = null;

  constructor(
    readonly api: TableApi,
    readonly place: TablePlace,
    readonly state: TableState,
    output: TableOutput,
    private readonly onselect: (numbers: readonly number[]) => void,
    /** The view of the same table before a selection left other rows. */
    before?: TableView,
  ) {
    this.rows = new TableRows((request, signal) => api.ask('rows', request, { signal }), place, output.total);
    this.summaries = new ColumnSummaries(
      (request, options) => api.ask('summaries', request, options),
      place,
      output.left === undefined ? undefined : before?.summaries.known,
      output.left === undefined || before === undefined ? 0 : handRests,
    );
  }

  close(): void {
    this.rows.close();
    this.summaries.close();
  }

  /** Pixels of an image; null where there is none. The last few hundred are kept. */
  pixels(column: string, row: number): Promise<Pixels | null> {
    const key = `${row} ${column}`;
    const known = this.images.get(key);
    if (known !== undefined) return known;
    const asked = this.api.ask('pixels', { ...this.place, column, row }).then(
      (image) => (image.pixels.length === 0 ? null : image),
      () => null,
    );
    this.images.set(key, asked);
    const oldest = this.images.keys().next().value;
    if (this.images.size > mostImages && oldest !== undefined) this.images.delete(oldest);
    return asked;
  }

  /** The value under the cursor; undefined in the head and before it has arrived. */
  valueAtCursor(): PlainValue | undefined {
    const { row, column } = this.state.at;
    return row < 0 ? undefined : this.rows.value(row, this.state.columns[column]?.name ?? '');
  }

  moveTo(row: number, column: number): void {
    this.state.at = { row, column };
    this.anchor = null;
    this.reveals++;
  }

  /** Keeps the rows whose column holds what the cursor stands on; the same again lets them go. */
  filterByCursor(): void {
    const column = this.state.columns[this.state.at.column];
    const value = this.valueAtCursor();
    if (column === undefined || value === undefined || (column.type === 'vector' && value !== null)) return;
    this.state.toggleValue(column.name, listedValue(value));
  }

  /** Selects or lets go of the row at the cursor. */
  toggleRow(index: number): void {
    const number = this.rows.number(index);
    if (number === undefined) return;
    this.anchor = index;
    this.state.toggleSelected(number);
    this.tellSelection();
  }

  /** Selects the rows from where the selection began up to a row. */
  async selectTo(index: number): Promise<void> {
    this.anchor ??= this.state.at.row;
    this.state.at = { ...this.state.at, row: index };
    this.reveals++;
    const from = Math.max(0, Math.min(this.anchor, index));
    const to = Math.min(Math.max(this.anchor, index) + 1, from + mostSelected);
    const { numbers } = await this.api.ask('rows', { ...this.place, ...this.state.spec, from, to, columns: [] });
    this.state.select(numbers, false);
    this.tellSelection();
  }

  clearSelection(): void {
    this.anchor = null;
    this.state.select([], false);
    this.tellSelection();
  }

  /** Copies the selected rows that are shown, else the cell under the cursor. */
  async copy(): Promise<void> {
    const { state } = this;
    if (state.selected.size === 0) {
      const value = this.valueAtCursor();
      const text = value === undefined ? (state.columns[state.at.column]?.name ?? '') : value === null ? '' : String(value);
      return this.put(text, 'Copied the cell.');
    }
    const columns = state.columns.filter(({ type }) => type !== 'vector').map(({ name }) => name);
    const among = [...state.selected];
    const { rows, total } = await this.api.ask('rows', { ...this.place, ...state.spec, from: 0, to: mostSelected, columns, among });
    const more = total > rows.length ? ` of ${formatCount(total)}; export the rest` : '';
    return this.put(copiedText(columns, rows), `Copied ${formatCount(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}${more}.`);
  }

  /** Opens the record of the row at an index of the view. */
  openRecord(index: number): void {
    const number = this.rows.number(index);
    if (number !== undefined) this.state.record = number;
  }

  /** Moves the open record and the cursor by rows of the view. */
  async stepRecord(step: number): Promise<void> {
    const row = Math.max(0, Math.min(this.rows.total - 1, this.state.at.row + step));
    this.moveTo(row, this.state.at.column);
    const { numbers } = await this.api.ask('rows', { ...this.place, ...this.state.spec, from: row, to: row + 1, columns: [] });
    if (numbers[0] !== undefined) this.state.record = numbers[0];
  }

  /** Goes to a row of the whole table; what is filtered is let go when it leaves the row out. */
  async goTo(number: number): Promise<void> {
    const position = await this.api.ask('position', { ...this.place, ...this.state.spec, row: number });
    this.state.record = number;
    if (position >= 0) return this.moveTo(position, this.state.at.column);
    this.said = `Row ${formatCount(number + 1)} is not among the rows shown.`;
  }

  private tellSelection(): void {
    const { size } = this.state.selected;
    this.said = size === 0 ? 'No row is selected.' : `${formatCount(size)} ${size === 1 ? 'row' : 'rows'} selected.`;
    this.onselect([...this.state.selected]);
  }

  private async put(text: string, done: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.said = done;
    } catch {
      this.said = 'The browser did not let the page write to the clipboard.';
    }
  }
}

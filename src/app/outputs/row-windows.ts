import type { PlainValue } from '../../cells/output.ts';
import type { RowsAnswer, RowsRequest } from '../../engine/tables/table-methods.ts';

const pageRows = 100;
const mostPages = 40;

type Ask = (request: RowsRequest, signal: AbortSignal) => Promise<RowsAnswer>;
type Place = Pick<RowsRequest, 'cell' | 'part' | 'behind' | 'orderby'>;

/** Rows of a table by page, asked for once and kept least recently used first out; pages that scrolled away are not waited for. */
export class RowWindows {
  private readonly pages = new Map<number, RowsAnswer['rows']>();
  private asked = new Map<number, AbortController>();

  constructor(
    private readonly ask: Ask,
    private readonly place: Place,
    private readonly changed: () => void,
  ) {}

  /** The row, if it has arrived. */
  row(index: number): readonly PlainValue[] | undefined {
    return this.pages.get(Math.floor(index / pageRows))?.[index % pageRows];
  }

  /** Asks for the rows from `from` to `to`, and gives up what lies elsewhere. */
  show(from: number, to: number): void {
    const first = Math.floor(from / pageRows);
    const last = Math.floor(Math.max(from, to - 1) / pageRows);
    for (const [page, controller] of this.asked) {
      if (page < first - 1 || page > last + 1) controller.abort();
    }
    for (let page = first; page <= last; page++) if (!this.pages.has(page) && !this.asked.has(page)) void this.fetch(page);
  }

  close(): void {
    for (const controller of this.asked.values()) controller.abort();
  }

  private async fetch(page: number): Promise<void> {
    const controller = new AbortController();
    this.asked.set(page, controller);
    try {
      const answer = await this.ask({ ...this.place, from: page * pageRows, to: (page + 1) * pageRows }, controller.signal);
      this.pages.set(page, answer.rows);
      const oldest = this.pages.keys().next().value;
      if (this.pages.size > mostPages && oldest !== undefined) this.pages.delete(oldest);
      this.changed();
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      this.asked.delete(page);
    }
  }
}

import type { PlainValue } from '../../cells/output.ts';
import type { RowsAnswer, RowsRequest, TablePlace, ViewSpec } from '../../engine/tables/table-methods.ts';

const pageRows = 100;
const mostPages = 40;

export type AskRows = (request: RowsRequest, signal: AbortSignal) => Promise<RowsAnswer>;

interface Page {
  numbers: readonly number[];
  readonly columns: Map<string, readonly PlainValue[]>;
  readonly asked: Map<AbortController, readonly string[]>;
}

/** Rows of one view by page and column, asked for once and kept least recently used first out; pages that scrolled away are not waited for. */
export class RowWindows {
  private readonly pages = new Map<number, Page>();

  constructor(
    private readonly ask: AskRows,
    private readonly view: TablePlace & ViewSpec,
    private readonly arrived: (total: number) => void,
    private readonly failed: (reason: unknown) => void,
  ) {}

  /** The place of a shown row in the whole table, if it has arrived. */
  number(index: number): number | undefined {
    return this.pages.get(Math.floor(index / pageRows))?.numbers[index % pageRows];
  }

  /** One value of a shown row, if it has arrived. */
  value(index: number, column: string): PlainValue | undefined {
    return this.pages.get(Math.floor(index / pageRows))?.columns.get(column)?.[index % pageRows];
  }

  /** Asks for columns of the rows from `from` to `to`, and gives up what lies elsewhere. */
  show(from: number, to: number, columns: readonly string[]): void {
    const first = Math.floor(from / pageRows);
    const last = Math.floor(Math.max(from, to - 1) / pageRows);
    for (const [index, page] of this.pages) if (index < first - 1 || index > last + 1) giveUp(page);
    for (let index = first; index <= last; index++) {
      const page = this.page(index);
      const asked = new Set([...page.asked.values()].flat());
      const missing = columns.filter((name) => !page.columns.has(name) && !asked.has(name));
      if (missing.length > 0) void this.fetch(index, page, missing);
    }
  }

  close(): void {
    for (const page of this.pages.values()) giveUp(page);
  }

  private page(index: number): Page {
    const page = this.pages.get(index) ?? { numbers: [], columns: new Map(), asked: new Map() };
    this.pages.delete(index);
    this.pages.set(index, page);
    for (const [oldest, other] of this.pages) {
      if (this.pages.size <= mostPages) break;
      giveUp(other);
      this.pages.delete(oldest);
    }
    return page;
  }

  private async fetch(index: number, page: Page, columns: readonly string[]): Promise<void> {
    const controller = new AbortController();
    page.asked.set(controller, columns);
    try {
      const request = { ...this.view, from: index * pageRows, to: (index + 1) * pageRows, columns };
      const answer = await this.ask(request, controller.signal);
      page.numbers = answer.numbers;
      answer.columns.forEach((name, at) =>
        page.columns.set(
          name,
          answer.rows.map((row) => row[at] ?? null),
        ),
      );
      this.arrived(answer.total);
    } catch (error) {
      if (!controller.signal.aborted) this.failed(error);
    } finally {
      page.asked.delete(controller);
    }
  }
}

function giveUp(page: Page): void {
  for (const controller of page.asked.keys()) controller.abort();
  page.asked.clear();
}

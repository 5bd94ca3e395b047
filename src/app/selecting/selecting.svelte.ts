import type { Clause, Clauses } from '../../frame/selection/clause.ts';
import { clausesExpression } from '../../frame/selection/clause-expression.ts';
import { clausesText } from '../../frame/selection/clause-text.ts';
import { selectionText } from '../../frame/selection/clause-words.ts';
import type { Patch } from '../../notebook/patch.ts';
import type { Linked, SelectionApi, SelectionShown } from '../outputs/output-api.ts';
import type { Workbench } from '../workbench.svelte.ts';
import { LinkReader, type Links } from './links.ts';
import { clausePatch, clearPatch, linkPatch, metricsPatch, slicePatch } from './selection-patches.ts';

const longestTitle = 80;

/** What hands select in outputs: live while a gesture lasts, then in the text, as one step. */
export class Selecting implements SelectionApi {
  private readonly reader = new LinkReader();
  /** Clauses of selections while a hand moves, in place of those in the text. */
  private live = $state.raw<ReadonlyMap<string, Clauses>>(new Map());
  private readonly links: Links = $derived.by(() => this.reader.read(this.workbench.notebook));

  constructor(private readonly workbench: Workbench) {}

  linked(cell: string): Linked | null {
    const link = this.links.cells.get(cell);
    if (link === undefined || link.kind === 'slice') return null;
    const into = link.into !== null && this.links.selections.has(link.into) ? link.into : null;
    if (into === null && (link.into !== null || this.workbench.mode !== 'edit')) return null;
    const clauses = into === null ? {} : this.clausesOf(into);
    return { into, clauses, own: clauses[cell] ?? null, data: link.data };
  }

  select(cell: string, clause: Clause | null, done: boolean): void {
    const link = this.links.cells.get(cell);
    const linked = this.linked(cell);
    if (link === undefined || linked === null) return;
    const { into } = linked;
    if (into === null) {
      if (done && clause !== null) this.make(`Select in ${cell}`, () => linkPatch(this.workbench.notebook, this.links, link, clause).patch);
      return;
    }
    if (done) return this.settle(into, cell, clause);
    const { [cell]: _, ...others } = this.clausesOf(into);
    const clauses = clause === null ? others : { ...others, [cell]: clause };
    this.live = new Map([...this.live, [into, clauses]]);
    this.workbench.move(into, clausesText(clauses));
  }

  /** A selection as its own cell shows it. */
  selection(name: string): SelectionShown {
    const clauses = this.clausesOf(name);
    const writers = Object.keys(clauses);
    const data = this.dataOf(name);
    const metrics = [...this.links.cells.values()].filter((cell) => cell.kind === 'metrics' && cell.data === data).map((cell) => cell.id);
    const readers = [...this.links.cells.values()].filter((cell) => cell.filter === name).map((cell) => cell.id);
    const strangers = writers.filter((writer) => !this.links.cells.has(writer));
    return { clauses, data, metrics, readers, strangers };
  }

  /** Takes out what one cell selects, or everything. */
  clear(name: string, writer: string | null): void {
    if (writer !== null) return this.settle(name, writer, null);
    this.drop(name);
    this.workbench.settle(name, () => clearPatch(this.workbench.notebook, name), `Clear ${name}`);
  }

  /** How many rows of the data all clauses leave. */
  async left(name: string): Promise<{ readonly rows: number; readonly of: number } | null> {
    const data = this.dataOf(name);
    if (data === null) return null;
    return this.workbench.engine.call('selected', { data, selection: name, clauses: this.clausesOf(name) });
  }

  /** Makes what is selected a slice of its own, below the selection; gives the slice's name. */
  async makeSlice(name: string): Promise<string | null> {
    const slice = await this.sliceOf(name);
    const data = this.dataOf(name);
    if (slice === null || data === null) return null;
    let made: string | null = null;
    this.make('Make a slice', () => {
      const { patch, name: fresh } = slicePatch(this.workbench.notebook, name, data, slice);
      made = fresh;
      return patch;
    });
    return made;
  }

  /** Measures what is selected as one more slice of a metrics cell. */
  async addToMetrics(name: string, metrics: string): Promise<void> {
    const slice = await this.sliceOf(name);
    if (slice !== null) this.make(`Add to ${metrics}`, () => metricsPatch(this.workbench.notebook, metrics, slice));
  }

  private async sliceOf(name: string): Promise<{ where: string; title: string } | null> {
    const clauses = this.clausesOf(name);
    const data = this.dataOf(name);
    const cells = await this.workbench.engine.call('names', null);
    const columns = cells.find((cell) => cell.cell === data)?.columns ?? [];
    const times = new Set(columns.filter((column) => column.type === 'time').map((column) => column.name));
    try {
      const title = selectionText(clauses);
      const short = title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title;
      return { where: clausesExpression(clauses, (column) => times.has(column)), title: short };
    } catch (error) {
      this.workbench.failure = error instanceof Error ? error.message : String(error);
      return null;
    }
  }

  /** The data that writers of clauses show, else that any cell of the selection shows. */
  private dataOf(name: string): string | null {
    const cells = [...this.links.cells.values()];
    const writing = Object.keys(this.clausesOf(name)).map((writer) => this.links.cells.get(writer)?.data);
    return writing.find((data) => data !== undefined) ?? cells.find((cell) => cell.into === name || cell.filter === name)?.data ?? null;
  }

  private clausesOf(name: string): Clauses {
    return this.live.get(name) ?? this.links.selections.get(name) ?? {};
  }

  /** The gesture ends: the text says what it came to. */
  private settle(into: string, cell: string, clause: Clause | null): void {
    const before = this.links.selections.get(into) ?? {};
    this.drop(into);
    const { [cell]: _, ...others } = before;
    const after = clause === null ? others : { ...others, [cell]: clause };
    if (clausesText(before) === clausesText(after)) return this.workbench.move(into, undefined);
    const label = clause === null ? `Clear ${cell}` : `Select in ${cell}`;
    this.workbench.settle(into, () => clausePatch(this.workbench.notebook, into, cell, clause), label);
  }

  private drop(name: string): void {
    this.live = new Map([...this.live].filter(([other]) => other !== name));
  }

  private make(label: string, patch: () => Patch): void {
    try {
      this.workbench.edit(patch(), label);
    } catch (error) {
      this.workbench.failure = error instanceof Error ? error.message : String(error);
    }
  }
}

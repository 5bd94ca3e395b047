import type { Notebook } from '../notebook/notebook.ts';
import { shownBlocks } from '../notebook/patch-blocks.ts';

/** What the selection is of: the block that has the focus, and the blocks that there are. */
interface Subject {
  selected: string | null;
  readonly notebook: Notebook;
}

/** Blocks that are selected together: the one with the focus, and others from the anchor to it or picked one by one. */
export class BlockSelection {
  private together = $state.raw<ReadonlySet<string>>(new Set());
  private anchor: string | null = null;

  constructor(private readonly subject: Subject) {}

  /** Ids of the blocks that show something, in their order. */
  readonly order: readonly string[] = $derived.by(() => shownBlocks(this.subject.notebook).map(({ id }) => id));
  /** The selected blocks in the order of the text. */
  readonly ids: readonly string[] = $derived.by(() => this.order.filter((id) => this.has(id)));
  /** The one block that the Tab key reaches: arrows and letters lead to the others. */
  readonly tabStop: string | undefined = $derived.by(() => this.ids.find((id) => id === this.subject.selected) ?? this.order[0]);

  get several(): boolean {
    return this.ids.length > 1;
  }
  has(id: string): boolean {
    const { selected } = this.subject;
    return id === selected || (selected !== null && this.together.has(selected) && this.together.has(id));
  }

  /** One block alone; null is none. */
  only(id: string | null): void {
    this.together = new Set();
    this.anchor = id;
    this.subject.selected = id;
  }

  /** Several blocks; the focus is on the first, or on the one named. */
  set(ids: readonly string[], focus: string | undefined = ids[0]): void {
    this.together = new Set(ids.length > 1 ? ids : []);
    this.anchor = ids.find((id) => id !== focus) ?? focus ?? null;
    this.subject.selected = focus ?? null;
  }

  /** All from the anchor to a block. */
  extendTo(id: string): void {
    const { order } = this;
    const from = order.indexOf(this.anchor ?? this.subject.selected ?? id);
    const to = order.indexOf(id);
    if (to === -1) return;
    const start = from === -1 ? to : from;
    this.anchor = order[start]!;
    this.together = new Set(order.slice(Math.min(start, to), Math.max(start, to) + 1));
    this.subject.selected = id;
  }

  /** Takes a block in, or leaves it out. */
  toggle(id: string): void {
    const next = new Set(this.ids);
    if (!next.delete(id)) next.add(id);
    const focus = next.has(id) ? id : [...next].at(-1);
    this.set([...next], focus);
    this.anchor = focus ?? null;
  }
}

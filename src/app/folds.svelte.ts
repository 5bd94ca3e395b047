import { SvelteSet } from 'svelte/reactivity';

/** Cells whose output is folded away. That is a way to look at a notebook, so it is not in its text. */
export class Folds {
  private readonly folded = new SvelteSet<string>();

  has(id: string): boolean {
    return this.folded.has(id);
  }

  /** Folds all of them, or opens all where every one is folded. */
  toggle(ids: readonly string[]): void {
    const open = ids.every((id) => this.folded.has(id));
    for (const id of ids) {
      if (open) this.folded.delete(id);
      else this.folded.add(id);
    }
  }
}

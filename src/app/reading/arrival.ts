import type { Notebook } from '../../notebook/notebook.ts';
import { show, targetOf } from './places.ts';

/** Takes a reader to where a link leads, and holds the page there while results above still arrive, until the reader moves. */
export class Arrival {
  private arrived = false;

  constructor(private wanted: string | null) {}

  /** Another place to be taken to. */
  to(at: string | null): void {
    this.wanted = at;
    this.arrived = false;
  }

  /** Goes there, or stays there while the page still changes; ends with the run. */
  hold(notebook: Notebook, running: boolean): void {
    const target = this.wanted === null ? null : targetOf(notebook, this.wanted);
    if (target === null) return;
    requestAnimationFrame(() => {
      if (this.wanted === null) return;
      show(target, !this.arrived);
      this.arrived = true;
    });
    if (!running) setTimeout(() => this.leave(), 1000);
  }

  /** The reader moved. */
  leave(): void {
    this.wanted = null;
  }
}

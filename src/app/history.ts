interface Step {
  readonly text: string;
  readonly label: string;
  readonly at: number;
  /** What was typed in; typing in one place within half a second is one step. */
  readonly place: string | null;
}

const together = 500;
const most = 500;

/** Undo and redo over the notebook's text. */
export class History {
  private readonly past: Step[] = [];
  private readonly future: Step[] = [];

  /** Remembers the text before a change. */
  record(before: string, label: string, place: string | null, now: number): void {
    const last = this.past.at(-1);
    this.future.length = 0;
    if (last !== undefined && place !== null && last.place === place && now - last.at < together) {
      this.past[this.past.length - 1] = { ...last, at: now };
      return;
    }
    this.past.push({ text: before, label, at: now, place });
    if (this.past.length > most) this.past.shift();
  }

  /** The text before the last change, given the text now; null when there is none. */
  undo(now: string): string | null {
    return this.step(this.past, this.future, now);
  }

  redo(now: string): string | null {
    return this.step(this.future, this.past, now);
  }

  /** What undo would take back. */
  get undoLabel(): string | null {
    return this.past.at(-1)?.label ?? null;
  }

  get redoLabel(): string | null {
    return this.future.at(-1)?.label ?? null;
  }

  private step(from: Step[], to: Step[], now: string): string | null {
    const step = from.pop();
    if (step === undefined) return null;
    to.push({ ...step, text: now, place: null });
    return step.text;
  }
}

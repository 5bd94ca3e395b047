/** Which cell was selected and which one edited when a step began. */
export interface Where {
  readonly selected: string | null;
  readonly editing: string | null;
}

/** A text to go back to, or on to, and where one was in it. */
export interface Moment {
  readonly text: string;
  readonly where: Where;
}

interface Step extends Moment {
  readonly label: string;
  readonly at: number;
  /** What was typed in; typing in one place within half a second is one step. */
  readonly place: string | null;
}

const together = 500;
const most = 500;
/** Texts of all steps hold at most so many characters, but for the newest. */
const mostCharacters = 50e6;
const nowhere: Where = { selected: null, editing: null };

/** Undo and redo over the notebook's text. */
export class History {
  private readonly past: Step[] = [];
  private readonly future: Step[] = [];
  private characters = 0;

  /** Remembers the text before a change. */
  record(before: string, label: string, place: string | null, now: number, where = nowhere): void {
    const last = this.past.at(-1);
    this.future.length = 0;
    if (last !== undefined && place !== null && last.place === place && now - last.at < together) {
      this.past[this.past.length - 1] = { ...last, at: now };
      return;
    }
    this.past.push({ text: before, label, at: now, place, where });
    this.characters += before.length;
    while (this.past.length > 1 && (this.past.length > most || this.characters > mostCharacters)) {
      this.characters -= this.past.shift()!.text.length;
    }
  }

  /** The moment before the last change, given the one now; null when there is none. */
  undo(now: Moment): Moment | null {
    return this.step(this.past, this.future, now);
  }

  redo(now: Moment): Moment | null {
    return this.step(this.future, this.past, now);
  }

  /** What undo would take back. */
  get undoLabel(): string | null {
    return this.past.at(-1)?.label ?? null;
  }

  get redoLabel(): string | null {
    return this.future.at(-1)?.label ?? null;
  }

  private step(from: Step[], to: Step[], now: Moment): Moment | null {
    const step = from.pop();
    if (step === undefined) return null;
    to.push({ ...step, ...now, place: null });
    this.characters += from === this.past ? -step.text.length : now.text.length;
    return step;
  }
}

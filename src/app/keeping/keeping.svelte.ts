import { StorageDenied } from './database.ts';
import type { KeptFiles } from './kept-files.svelte.ts';
import { keptLine } from './kept-line.ts';
import { SavedFile } from './saved-file.svelte.ts';
import { Tenure, type TenureDoors } from './tenure.svelte.ts';
import { textStore, type Draft, type Snapshot, type TextStore } from './text-store.ts';

/** What is kept: the workbench, as far as this needs it. */
interface Subject {
  readonly origin: string;
  readonly title: string;
  readonly text: string;
  /** Puts another text in the place of the whole, as one step. */
  replaceText(text: string, label: string): void;
}

/** A text is kept so many milliseconds after a change at the latest, so that a tab that dies loses less than a second. */
const pause = 300;
/** Typing in one place that goes on is one text of the past, up to so many milliseconds. */
const oneText = 30_000;
const thinEvery = 20;

/**
 * Keeps the text of one notebook in this browser: a draft and its past, written within 300 ms of every change.
 * Only the tab that holds the notebook writes; a reader writes nothing.
 */
export class Keeping {
  /** When the text was last kept. */
  saved = $state<number | null>(null);
  /** Why nothing is kept: the browser denies storage, or has no room left. */
  trouble = $state<'denied' | 'full' | null>(null);
  /** A draft that differs from the text that was opened. */
  offered = $state.raw<Draft | null>(null);
  /** Counts texts that were added to the past, so that a list of them is read again. */
  version = $state(0);
  /** Counts how often editing was refused since another tab writes. */
  refusals = $state(0);
  /** The files that this browser keeps for its notebooks. */
  files: KeptFiles | null = null;
  readonly tenure: Tenure;
  readonly file: SavedFile;
  private readonly opened: Snapshot;
  private last: { at: number; readonly place: string | null; readonly since: number } = { at: 0, place: null, since: 0 };
  private label = '';
  private place: string | null = null;
  private edited = false;
  /** What stands in the store in this place and is not ours: it goes into the past before it is written over. */
  private displaced: Draft | null = null;
  private openedKept = false;
  private writes = 0;
  private starting: Promise<void> | null = null;
  private kept: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly subject: Subject,
    private readonly store: TextStore = textStore(),
    doors?: TenureDoors,
  ) {
    this.opened = this.snapshot('As opened');
    this.file = new SavedFile(subject);
    this.tenure = new Tenure(subject.origin, doors, {
      onGive: (byForce) => this.give(byForce),
      onGet: (ours) => void this.get(ours),
    });
  }

  /** Looks what this browser keeps of the notebook, and whether another tab writes it; nothing is written before that is known. */
  start(): Promise<void> {
    return (this.starting = this.look().finally(() => (this.starting = null)));
  }

  private async look(): Promise<void> {
    try {
      await this.store.open();
      const draft = await this.store.draft(this.subject.origin);
      if (draft?.text === this.subject.text) this.saved = draft.changed;
      else if (draft !== null) this.offered = this.displaced = draft;
    } catch (error) {
      this.fail(error);
    }
    await Promise.allSettled([this.file.restore(), this.tenure.look()]);
  }

  /** Where the text is kept, in one line. */
  get line(): string {
    const { last, changed } = this.file;
    const file = last === null ? null : { ...last, changed };
    return keptLine({ trouble: this.trouble, kept: this.saved, file, attached: this.files?.attached ?? [] }, clock);
  }

  /** Whether closing the tab now would lose what was typed. */
  get atRisk(): boolean {
    return this.edited && this.subject.text !== this.kept && this.subject.text !== this.file.last?.text;
  }

  /** Whether another tab writes this notebook, so that this one only reads. */
  get elsewhere(): boolean {
    return this.tenure.state === 'elsewhere';
  }

  /** From now on changes are kept; before, a reader who moves a control leaves nothing behind. */
  begin(): void {
    this.edited = true;
  }

  /** The text was changed by a step. */
  changed(label: string, place: string | null): void {
    if (!this.edited) return;
    this.label = label;
    this.place = place;
    // Not put off by the next change, so that typing without a pause is kept too.
    this.timer ??= setTimeout(() => void this.keep(), pause);
  }

  /** The person wanted to edit what another tab edits: the note that says so is brought to the front. */
  refuse(): void {
    this.refusals++;
  }

  /** Whether this tab may edit; takes the notebook for it where no other tab has it. */
  async mayEdit(): Promise<boolean> {
    try {
      return await this.tenure.take();
    } catch {
      return true;
    }
  }

  /** Keeps the text now, as when the tab is hidden or closed. */
  async keep(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.edited) return;
    if (this.starting !== null) await this.starting;
    if (this.elsewhere || this.subject.text === this.kept) return;
    if (this.tenure.state !== 'ours' && !(await this.mayEdit())) return;
    await this.write();
  }

  /** Opens the draft that was offered, as one step. */
  openDraft(): void {
    const draft = this.offered;
    this.offered = null;
    if (draft !== null) this.subject.replaceText(draft.text, 'Open the draft');
  }

  /** Goes on without the draft; its text stays in the history. */
  async forgetDraft(): Promise<void> {
    const draft = this.offered;
    this.offered = null;
    this.displaced = null;
    if (draft === null) return;
    try {
      await this.store.retire(pinned(draft, 'Draft not opened'));
      this.version++;
    } catch (error) {
      this.fail(error);
    }
  }

  /** The past of this notebook, newest first. */
  async history(): Promise<readonly Snapshot[]> {
    await this.keep();
    return this.store.snapshots(this.subject.origin);
  }

  /** Takes the notebook from the tab that writes it. */
  takeOver(): Promise<void> {
    return this.tenure.takeOver();
  }

  async leave(): Promise<void> {
    await this.keep();
    this.tenure.leave();
  }

  private async write(): Promise<void> {
    const { origin, title, text } = this.subject;
    const now = Date.now();
    const typing = this.place !== null && this.place === this.last.place && now - this.last.since < oneText;
    const at = typing ? this.last.at : Math.max(now, this.last.at + 1);
    const past: Snapshot[] = [{ origin, at, label: this.label, text, pinned: false }];
    if (!this.openedKept) past.push(this.opened);
    if (this.displaced !== null) past.push(pinned(this.displaced, 'Draft not opened'));
    this.last = { at, place: this.place, since: typing ? this.last.since : now };
    this.openedKept = true;
    this.displaced = null;
    this.kept = text;
    try {
      await this.store.keep({ origin, title, text, changed: now }, past);
      this.saved = now;
      this.trouble = null;
      this.version++;
      if (this.writes++ % thinEvery === 0) await this.store.thin(origin, now);
    } catch (error) {
      this.kept = null;
      this.fail(error);
    }
  }

  /** Another tab takes the notebook: what it does not know goes into the draft, or, where it took it by force, into the past. */
  private async give(byForce: boolean): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const unsaved = this.edited && this.subject.text !== this.kept;
    this.edited = false;
    if (!unsaved) return;
    if (!byForce) return this.write();
    try {
      await this.store.pin({ ...this.snapshot('In a tab that was taken over'), pinned: true });
    } catch (error) {
      this.fail(error);
    }
  }

  /** The tab that wrote the notebook does so no more: this one goes on from what it left, or offers it. */
  private async get(ours: boolean): Promise<void> {
    try {
      const draft = await this.store.draft(this.subject.origin);
      if (draft === null || draft.text === this.subject.text) return;
      this.offered = this.displaced = draft;
      if (ours && !this.edited) this.openDraft();
      else if (ours) await this.keep();
    } catch (error) {
      this.fail(error);
    }
  }

  private snapshot(label: string): Snapshot {
    return { origin: this.subject.origin, at: Date.now(), label, text: this.subject.text, pinned: false };
  }

  private fail(error: unknown): void {
    this.saved = null;
    this.trouble = error instanceof StorageDenied || !(error instanceof Error) || error.name !== 'QuotaExceededError' ? 'denied' : 'full';
  }
}

function pinned(draft: Draft, label: string): Snapshot {
  return { origin: draft.origin, at: draft.changed, label, text: draft.text, pinned: true };
}

function clock(time: number): string {
  return new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

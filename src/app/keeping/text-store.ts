import { database, type Database } from './database.ts';
import { thinSnapshots } from './thin-snapshots.ts';

/** A notebook as it was last typed, kept in this browser. */
export interface Draft {
  /** What it began as: `sample:mortgage`, `src:https://…`, `nb:…`, `file:review.md` or `new:…`. */
  readonly origin: string;
  readonly title: string;
  readonly text: string;
  readonly changed: number;
}

/** A text of a notebook's past, and the step that led to it. */
export interface Snapshot {
  readonly origin: string;
  readonly at: number;
  readonly label: string;
  readonly text: string;
  /** Stays whatever its age: what another tab or an unopened draft held. */
  readonly pinned: boolean;
}

/** Where texts are kept: one draft and a history for each notebook. */
export interface TextStore {
  open(): Promise<void>;
  draft(origin: string): Promise<Draft | null>;
  /** All drafts, newest first. */
  drafts(): Promise<readonly Draft[]>;
  /** Keeps the draft in place of the one before, together with texts of its past, in one piece. */
  keep(draft: Draft, snapshots: readonly Snapshot[]): Promise<void>;
  /** Adds to the past without touching the draft. */
  pin(snapshot: Snapshot): Promise<void>;
  /** Forgets the draft of a notebook, whose text becomes part of its past. */
  retire(snapshot: Snapshot): Promise<void>;
  /** The past of a notebook, newest first. */
  snapshots(origin: string): Promise<readonly Snapshot[]>;
  /** The pasts of all notebooks. */
  allSnapshots(): Promise<readonly Snapshot[]>;
  /** Forgets what thinning does not keep. */
  thin(origin: string, now: number): Promise<void>;
  /** Forgets the draft and the past of a notebook. */
  forget(origin: string): Promise<void>;
}

/** Texts in the browser's database. Every write is one transaction of it, so that there is no half-written draft. */
export function textStore(kept: Database = database()): TextStore {
  const past = (origin: string): IDBKeyRange => IDBKeyRange.bound([origin], [origin, []]);
  const store: TextStore = {
    open: () => kept.open(),
    draft: async (origin) => ((await kept.read('drafts', (drafts) => drafts.get(origin))) as Draft | undefined) ?? null,
    async drafts() {
      const drafts = (await kept.read('drafts', (all) => all.getAll())) as Draft[];
      return drafts.sort((one, other) => other.changed - one.changed);
    },
    keep: (draft, snapshots) =>
      kept.change(['drafts', 'snapshots'], (of) => {
        of('drafts').put(draft);
        for (const snapshot of snapshots) of('snapshots').put(snapshot);
      }),
    pin: (snapshot) => kept.change(['snapshots'], (of) => of('snapshots').put(snapshot)),
    retire: (snapshot) =>
      kept.change(['drafts', 'snapshots'], (of) => {
        of('drafts').delete(snapshot.origin);
        of('snapshots').put(snapshot);
      }),
    async snapshots(origin) {
      const snapshots = (await kept.read('snapshots', (all) => all.getAll(past(origin)))) as Snapshot[];
      return snapshots.reverse();
    },
    allSnapshots: async () => (await kept.read('snapshots', (all) => all.getAll())) as Snapshot[],
    async thin(origin, now) {
      const all = await store.snapshots(origin);
      const stays = new Set(thinSnapshots(all, now));
      if (stays.size === all.length) return;
      await kept.change(['snapshots'], (of) => {
        for (const snapshot of all) if (!stays.has(snapshot)) of('snapshots').delete([origin, snapshot.at]);
      });
    },
    forget: (origin) =>
      kept.change(['drafts', 'snapshots'], (of) => {
        of('drafts').delete(origin);
        of('snapshots').delete(past(origin));
      }),
  };
  return store;
}

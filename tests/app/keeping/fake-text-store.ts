import type { Draft, Snapshot, TextStore } from '../../../src/app/keeping/text-store.ts';

/** Keeps texts in memory, or fails as a browser does. */
export class FakeTextStore implements TextStore {
  readonly kept = new Map<string, Draft>();
  readonly past = new Map<string, Snapshot>();
  writes = 0;
  failure: Error | null = null;

  private work<T>(does: () => T): Promise<T> {
    return this.failure === null ? Promise.resolve(does()) : Promise.reject(this.failure);
  }
  private add(snapshot: Snapshot): void {
    this.past.set(`${snapshot.origin} ${snapshot.at}`, snapshot);
  }
  open(): Promise<void> {
    return this.work(() => undefined);
  }
  draft(origin: string): Promise<Draft | null> {
    return this.work(() => this.kept.get(origin) ?? null);
  }
  drafts(): Promise<readonly Draft[]> {
    return this.work(() => [...this.kept.values()]);
  }
  keep(draft: Draft, snapshots: readonly Snapshot[]): Promise<void> {
    this.writes++;
    return this.work(() => {
      this.kept.set(draft.origin, draft);
      for (const snapshot of snapshots) this.add(snapshot);
    });
  }
  pin(snapshot: Snapshot): Promise<void> {
    return this.work(() => this.add(snapshot));
  }
  retire(snapshot: Snapshot): Promise<void> {
    return this.work(() => {
      this.kept.delete(snapshot.origin);
      this.add(snapshot);
    });
  }
  snapshots(origin: string): Promise<readonly Snapshot[]> {
    return this.work(() => [...this.past.values()].filter((one) => one.origin === origin).sort((one, other) => other.at - one.at));
  }
  allSnapshots(): Promise<readonly Snapshot[]> {
    return this.work(() => [...this.past.values()]);
  }
  thin(): Promise<void> {
    return this.work(() => undefined);
  }
  forget(origin: string): Promise<void> {
    return this.work(() => {
      this.kept.delete(origin);
      for (const [key, snapshot] of this.past) if (snapshot.origin === origin) this.past.delete(key);
    });
  }
}

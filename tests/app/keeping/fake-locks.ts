import type { TenureDoors } from '../../../src/app/keeping/tenure.svelte.ts';

interface Held {
  readonly release: () => void;
  readonly reject: (reason: Error) => void;
}

/** The locks and channels that the tabs of one browser share. */
export class FakeBrowser {
  private readonly held = new Map<string, Held>();
  private readonly queue: { readonly name: string; readonly grant: () => void }[] = [];
  private readonly channels = new Set<BroadcastChannel>();
  /** A tab that hears nothing, as one that hangs. */
  deaf = new Set<BroadcastChannel>();

  constructor(private readonly withLocks = true) {}

  doors(): TenureDoors & { readonly opened: BroadcastChannel[] } {
    const opened: BroadcastChannel[] = [];
    const channel = (): BroadcastChannel => {
      const ends = {
        onmessage: null as BroadcastChannel['onmessage'],
        postMessage: (data: unknown): void => {
          const hear = (other: BroadcastChannel): void => {
            if (!this.deaf.has(other)) other.onmessage?.({ data } as MessageEvent);
          };
          for (const other of this.channels) if (other !== made) queueMicrotask(() => hear(other));
        },
        close: (): void => void this.channels.delete(made),
      };
      const made = ends as unknown as BroadcastChannel;
      this.channels.add(made);
      opened.push(made);
      return made;
    };
    return { opened, channel, locks: this.withLocks ? (this.locks as unknown as LockManager) : null };
  }

  private readonly locks = {
    query: () => Promise.resolve({ held: [...this.held.keys()].map((name) => ({ name })) }),
    request: (name: string, options: LockOptions, callback: (lock: unknown) => unknown) =>
      new Promise<void>((resolve, reject) => {
        const grant = (): void => {
          const work = Promise.resolve(callback({ name }));
          const mine: Held = {
            release: () => {
              if (this.held.get(name) !== mine) return;
              this.held.delete(name);
              const next = this.queue.findIndex((waiting) => waiting.name === name);
              if (next !== -1) this.queue.splice(next, 1)[0]!.grant();
            },
            reject,
          };
          this.held.set(name, mine);
          void work.then(() => {
            mine.release();
            resolve();
          });
        };
        const holder = this.held.get(name);
        if (holder === undefined) return grant();
        if (options.steal === true) {
          this.held.delete(name);
          holder.reject(new DOMException('stolen', 'AbortError'));
          return grant();
        }
        if (options.ifAvailable === true) return void Promise.resolve(callback(null)).then(() => resolve());
        this.queue.push({ name, grant });
      }),
  };
}

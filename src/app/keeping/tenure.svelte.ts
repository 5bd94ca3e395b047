/** What the tabs of one notebook say to each other. */
interface Word {
  readonly origin: string;
  readonly from: string;
  readonly says: 'who holds it?' | 'I hold it' | 'give it to me' | 'it is free';
}

/** What a tenure needs of the browser; either may be missing. */
export interface TenureDoors {
  readonly locks: Pick<LockManager, 'request' | 'query'> | null;
  readonly channel: () => Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'> | null;
}

export interface TenureHooks {
  /** Called before another tab gets it, or after it took it by force: what is unsaved is kept meanwhile. */
  readonly onGive?: (byForce: boolean) => Promise<void>;
  /** Called when another tab no longer writes; `ours` tells whether this one may now. */
  readonly onGet?: (ours: boolean) => void;
}

const patience = 1000;
const answerPause = 150;

/**
 * Which of several tabs may write a notebook. Readers hold nothing: the first tab that edits holds it until it is closed,
 * or another takes it over; the browser frees what a dead tab held. Without Web Locks the tabs ask each other.
 */
export class Tenure {
  /** `free` until this tab wants to write; `elsewhere` while another tab holds it. */
  state = $state<'free' | 'ours' | 'elsewhere'>('free');
  private readonly id = Math.random().toString(36).slice(2);
  private readonly lock: string;
  private channel: ReturnType<TenureDoors['channel']> = null;
  private release: (() => void) | null = null;
  private asking: Promise<boolean> | null = null;
  private claimed = false;
  private wanted = false;
  private gone = false;

  constructor(
    private readonly origin: string,
    private readonly doors: TenureDoors = browserDoors(),
    private readonly hooks: TenureHooks = {},
  ) {
    this.lock = `assay ${origin}`;
  }

  /** Looks whether another tab writes it, without taking it. */
  async look(): Promise<void> {
    this.channel = this.doors.channel();
    if (this.channel !== null) this.channel.onmessage = (event: MessageEvent<Word>) => void this.hear(event.data);
    if (this.doors.locks === null) return this.say('who holds it?');
    const { held = [] } = await this.doors.locks.query();
    if (this.state === 'free' && held.some((lock) => lock.name === this.lock)) this.waitElsewhere();
  }

  /** Takes it where no other tab holds it; gives whether this tab may write. */
  take(): Promise<boolean> {
    this.wanted = true;
    if (this.state === 'ours') return Promise.resolve(true);
    return (this.asking ??= this.ask().finally(() => (this.asking = null)));
  }

  /** Takes it from the tab that holds it, which keeps what it has first; one that does not answer in a second loses it. */
  async takeOver(): Promise<void> {
    this.wanted = true;
    if (this.state === 'ours') return;
    this.say('give it to me');
    if (await this.granted(patience)) return;
    if (this.doors.locks === null) return this.hold();
    void this.request({ steal: true });
    await this.granted(patience);
  }

  /** Another notebook is shown in this tab, or none. */
  leave(): void {
    this.gone = true;
    this.release?.();
    if (this.claimed) this.say('it is free');
    this.channel?.close();
    this.channel = null;
  }

  private async ask(): Promise<boolean> {
    if (this.gone) return false;
    if (this.doors.locks === null) {
      await new Promise((resolve) => setTimeout(resolve, answerPause));
      if (this.state === 'free') this.hold();
      return (this.state as string) === 'ours';
    }
    const got = await new Promise<boolean>((resolve) => void this.request({ ifAvailable: true }, resolve));
    if (!got) this.waitElsewhere();
    return got;
  }

  /** Asks for the lock and holds it until it is released or stolen. */
  private async request(options: LockOptions, answered: (got: boolean) => void = () => undefined): Promise<void> {
    try {
      await this.doors.locks?.request(this.lock, options, (lock) => {
        if (lock === null || this.gone || this.state === 'ours') return answered(this.state === 'ours');
        if (!this.wanted) return this.free();
        this.hold();
        answered(true);
        return new Promise<void>((resolve) => (this.release = resolve));
      });
    } catch {
      answered(false);
      if (this.state === 'ours') await this.lose();
    }
  }

  private hold(): void {
    const before = this.state;
    this.state = 'ours';
    this.claimed = true;
    this.say('I hold it');
    if (before === 'elsewhere') this.hooks.onGet?.(true);
  }

  private free(): void {
    this.state = 'free';
    this.hooks.onGet?.(false);
  }

  /** Another tab writes; this one gets it when that is closed. */
  private waitElsewhere(): void {
    if (this.state === 'elsewhere' || this.gone) return;
    this.state = 'elsewhere';
    if (this.doors.locks !== null) void this.request({});
  }

  private async lose(): Promise<void> {
    this.release = null;
    this.claimed = false;
    this.wanted = false;
    this.waitElsewhere();
    await this.hooks.onGive?.(true);
  }

  private async hear(word: Word): Promise<void> {
    if (word.origin !== this.origin || word.from === this.id) return;
    if (word.says === 'who holds it?' && this.state === 'ours') this.say('I hold it');
    if (word.says === 'I hold it' && this.state === 'free') this.waitElsewhere();
    if (word.says === 'it is free' && this.doors.locks === null && this.state === 'elsewhere')
      return this.wanted ? this.hold() : this.free();
    if (word.says !== 'give it to me' || this.state !== 'ours') return;
    const release = this.release;
    this.state = 'elsewhere';
    this.wanted = false;
    await this.hooks.onGive?.(false);
    this.claimed = false;
    release?.();
    this.release = null;
    if (this.doors.locks === null) this.say('it is free');
    else void this.request({});
  }

  private say(says: Word['says']): void {
    this.channel?.postMessage({ origin: this.origin, from: this.id, says } satisfies Word);
  }

  /** Waits until this tab holds it; false when it did not come in time. */
  private async granted(within: number): Promise<boolean> {
    const end = Date.now() + within;
    while (this.state !== 'ours' && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.state === 'ours';
  }
}

function browserDoors(): TenureDoors {
  return {
    locks: typeof navigator === 'undefined' ? null : (navigator.locks ?? null),
    channel: () => (typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('assay')),
  };
}

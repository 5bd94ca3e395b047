import type { Progress } from '../io/source.ts';

const pauseMs = 80;

/** Between pieces of long work: notices an abort, reports progress, and now and then lets waiting messages in. */
export class Pulse {
  private last = Date.now();

  constructor(
    private readonly signal: AbortSignal,
    private readonly progress: Progress,
    private readonly doing: string,
  ) {}

  async beat(share: number): Promise<void> {
    this.signal.throwIfAborted();
    if (Date.now() - this.last < pauseMs) return;
    this.progress(Math.min(1, share), this.doing);
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.signal.throwIfAborted();
    this.last = Date.now();
  }
}

const sliceMs = 12;

/** Lets messages in between pieces of long work: a newer request waits in the queue of tasks, which promises alone never reach. */
export class Breath {
  private since = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  /** Rests when 12 ms went by since the last rest; throws the signal's reason after an abort. */
  async take(): Promise<void> {
    if (performance.now() - this.since < sliceMs) return;
    await nextTask();
    this.signal.throwIfAborted();
    this.since = performance.now();
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

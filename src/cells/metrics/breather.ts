const sliceMs = 40;

/** Gives a function to call between pieces of work: it lets go of the thread every 40 ms, and throws the signal's reason after an abort. */
export function breather(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since >= sliceMs) {
      await new Promise((resume) => setTimeout(resume, 0));
      since = performance.now();
    }
    signal.throwIfAborted();
  };
}

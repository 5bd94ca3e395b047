import type { Progress } from '../io/source.ts';

export type Moment<T> =
  { readonly type: 'progress'; readonly share: number; readonly doing: string } | { readonly type: 'result'; readonly value: T };

/** Runs a long step and yields its progress as it is reported, at most every 50 ms, then its result. */
export async function* pump<T>(run: (progress: Progress) => Promise<T>): AsyncGenerator<Moment<T>> {
  let wake: () => void = () => undefined;
  let due = false;
  let newest: { share: number; doing: string } | null = null;
  let quietUntil = 0;
  const result = run((share, doing) => {
    newest = { share, doing };
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + 50;
    due = true;
    wake();
  });
  let finished = false;
  const settled = result.then(
    () => (finished = true),
    () => (finished = true),
  );
  while (!finished) {
    if (!due) await Promise.race([settled, new Promise<void>((resolve) => (wake = resolve))]);
    due = false;
    const moment = newest as { share: number; doing: string } | null;
    newest = null;
    if (moment !== null && !finished) yield { type: 'progress', ...moment };
  }
  yield { type: 'result', value: await result };
}

import type { Frame } from '../../frame/frame.ts';
import type { Host } from '../kind.ts';

/** Gives what was made under this key before, or makes it. */
export type Memo = <T>(key: string, make: () => T) => T;

/** Keeps what is made of a frame under the frame's key; of a frame without one, for as long as the run. */
export function memoFor(frame: Frame, host: Host, ...parts: readonly unknown[]): Memo {
  if (frame.key === undefined) return memoOfRun();
  const base = JSON.stringify([frame.key, ...parts]);
  return (key, make) => host.memo(`metrics ${base} ${key}`, make);
}

function memoOfRun(): Memo {
  const parts = new Map<string, unknown>();
  return <T>(key: string, make: () => T): T => {
    if (!parts.has(key)) parts.set(key, make());
    return parts.get(key) as T;
  };
}

import { expect, it } from 'vitest';
import { pump, type Moment } from '../../src/engine/pump.ts';
import type { Progress } from '../../src/io/source.ts';

async function moments<T>(run: (progress: Progress) => Promise<T>): Promise<Moment<T>[]> {
  const seen: Moment<T>[] = [];
  for await (const moment of pump(run)) seen.push(moment);
  return seen;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

it('yields the result alone when nothing is reported', async () => {
  expect(await moments(() => Promise.resolve(7))).toEqual([{ type: 'result', value: 7 }]);
});

it('yields progress that is reported before anything was waited for', async () => {
  const seen = await moments(async (progress) => {
    progress(0.1, 'reading');
    await sleep(5);
    return 7;
  });
  expect(seen).toEqual([
    { type: 'progress', share: 0.1, doing: 'reading' },
    { type: 'result', value: 7 },
  ]);
});

it('yields the newest of many reports, not each', async () => {
  const seen = await moments(async (progress) => {
    for (let step = 1; step <= 200; step++) {
      progress(step / 200, 'counting');
      if (step % 20 === 0) await sleep(2);
    }
    await sleep(60);
    progress(1, 'last');
    await sleep(1);
    return 7;
  });
  const shares = seen.flatMap((moment) => (moment.type === 'progress' ? [moment.share] : []));
  expect(shares.length).toBeLessThan(12);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(seen.at(-2)).toEqual({ type: 'progress', share: 1, doing: 'last' });
});

it('throws what the step throws, and goes on quietly when it is left', async () => {
  await expect(moments(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  for await (const moment of pump(async (progress) => {
    progress(0.5, 'half');
    await sleep(1);
    throw new Error('later');
  })) {
    expect(moment.type).toBe('progress');
    break;
  }
  await sleep(5);
});

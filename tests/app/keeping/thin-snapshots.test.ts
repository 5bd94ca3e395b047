import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinSnapshots } from '../../../src/app/keeping/thin-snapshots.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = 1000 * day;
const at = (age: number, text = `text ${age}`, pinned = false) => ({ at: now - age, text, pinned });
const ages = (snapshots: readonly { at: number }[]): number[] => snapshots.map((snapshot) => now - snapshot.at);

describe('thinning', () => {
  it('keeps every text of the last minutes', () => {
    const recent = [0, 1000, 2000, 3000, 200_000].map((age) => at(age));
    expect(ages(thinSnapshots(recent, now))).toEqual([0, 1000, 2000, 3000, 200_000]);
  });

  it('keeps the newest of each five minutes within the hour, of each hour within the day, of each day before', () => {
    const old = [
      10 * minute,
      11 * minute,
      14 * minute,
      15.5 * minute,
      2 * hour,
      2.1 * hour,
      2.9 * hour,
      3.5 * hour,
      2 * day,
      2.5 * day,
      3.5 * day,
    ];
    expect(
      ages(
        thinSnapshots(
          old.map((age) => at(age)),
          now,
        ),
      ),
    ).toEqual([10 * minute, 11 * minute, 15.5 * minute, 2 * hour, 2.1 * hour, 3.5 * hour, 2 * day, 2.5 * day, 3.5 * day]);
  });

  it('keeps of equal texts the newest', () => {
    expect(ages(thinSnapshots([at(3000, 'same'), at(2000, 'other'), at(1000, 'same')], now))).toEqual([1000, 2000]);
  });

  it('keeps what is pinned between others of its bucket', () => {
    const old = [at(2.1 * day), at(2.1 * day + 1000, 'pinned', true), at(2.1 * day + 2000)];
    expect(thinSnapshots(old, now).map(({ text }) => text)).toEqual([`text ${2.1 * day}`, 'pinned']);
  });

  it('never keeps more than fifty, always the newest, and nothing less when asked again', () => {
    const snapshot = fc.record({
      at: fc.integer({ min: now - 20 * day, max: now }),
      text: fc.integer({ max: 400, min: 0 }).map(String),
      pinned: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(snapshot, { minLength: 1, maxLength: 200 }), (snapshots) => {
        const stays = thinSnapshots(snapshots, now);
        expect(stays.length).toBeLessThanOrEqual(50);
        expect(stays[0]!.at).toBe(Math.max(...snapshots.map((one) => one.at)));
        expect(thinSnapshots(stays, now)).toEqual(stays);
        expect(new Set(stays.map(({ text }) => text)).size).toBe(stays.length);
      }),
    );
  });

  it('over a week of a text every twenty seconds of two hours a day still reaches back to the first day', () => {
    let kept: readonly { at: number; text: string; pinned: boolean }[] = [];
    for (let time = 0; time < 6 * day; time += 20_000) {
      if (time % day > 2 * hour) continue;
      kept = thinSnapshots([...kept, { at: time, text: String(time), pinned: false }], time);
    }
    expect(kept.length).toBeGreaterThan(20);
    const days = new Set(kept.map((one) => Math.floor(one.at / day)));
    expect([...days].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

import { describe, expect, it } from 'vitest';
import { placeWorking } from '../../../src/app/outputs/place-working.ts';

const view = { width: 1000, height: 800 };

describe('the place of a working', () => {
  it('is under the number, where there is room', () => {
    expect(placeWorking({ left: 300, top: 100, bottom: 130 }, view)).toEqual({ left: 300, top: 134, room: 658 });
  });
  it('is over it near the lower edge, measured from below', () => {
    expect(placeWorking({ left: 300, top: 700, bottom: 730 }, view)).toEqual({ left: 300, bottom: 104, room: 688 });
  });
  it('is under it where neither side has the room that is wanted, and that one has more', () => {
    expect(placeWorking({ left: 300, top: 100, bottom: 130 }, { width: 1000, height: 300 })).toMatchObject({ top: 134, room: 158 });
  });
  it('stays within the window to the left and to the right', () => {
    expect(placeWorking({ left: 950, top: 100, bottom: 130 }, view).left).toBe(700);
    expect(placeWorking({ left: -40, top: 100, bottom: 130 }, view).left).toBe(8);
  });
});

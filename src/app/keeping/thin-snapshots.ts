/** What thinning looks at: when a text was kept, and whether it stays whatever its age. */
export interface Aged {
  readonly at: number;
  readonly text: string;
  readonly pinned: boolean;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Up to an age, one text for so many milliseconds (0: each), at most so many. Together they are at most fifty. */
const tiers = [
  { age: 5 * minute, each: 0, most: 18 },
  { age: hour, each: 5 * minute, most: 10 },
  { age: day, each: hour, most: 8 },
  { age: Infinity, each: day, most: 6 },
];
const mostPinned = 8;

/**
 * Chooses which texts of a notebook's past stay: of equal texts the newest, all of the last minutes, then one for five
 * minutes, an hour, a day. The buckets of time stand still, so that what stayed once is not lost because something newer came.
 */
export function thinSnapshots<T extends Aged>(snapshots: readonly T[], now: number): readonly T[] {
  const newestFirst = [...snapshots].sort((one, other) => other.at - one.at);
  const seen = new Set<string>();
  const stays: T[] = [];
  const kept = tiers.map(() => 0);
  let pinned = 0;
  let tier = 0;
  let bucket = NaN;
  for (const snapshot of newestFirst) {
    if (seen.has(snapshot.text)) continue;
    if (snapshot.pinned) {
      if (pinned++ >= mostPinned) continue;
      seen.add(snapshot.text);
      stays.push(snapshot);
      continue;
    }
    while (tier < tiers.length && (now - snapshot.at >= tiers[tier]!.age || kept[tier]! >= tiers[tier]!.most)) tier++;
    const rule = tiers[tier];
    if (rule === undefined) break;
    const mine = rule.each === 0 ? NaN : Math.floor(snapshot.at / rule.each) + tier / 10;
    if (mine === bucket) continue;
    bucket = mine;
    kept[tier]!++;
    seen.add(snapshot.text);
    stays.push(snapshot);
  }
  return stays;
}

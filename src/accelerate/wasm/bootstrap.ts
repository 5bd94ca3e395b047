// The bootstrap of rank statistics, eight replicates a lane. Bound: about 65 vector operations a row and eight replicates.

/** Hashes of a unit in four replicates, shifted so that comparing them with sign orders them without. */
function hash(unit: v128, first: v128, second: v128): v128 {
  let x = v128.xor(unit, first);
  x = i32x4.add(i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x7feb352d)), second);
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x846ca68b));
  return v128.xor(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x80000000));
}

function more(weight: v128, hashes: v128, bounds: usize): v128 {
  for (let at: usize = 20; at < 48; at += 4) weight = i32x4.sub(weight, i32x4.gt_s(hashes, v128.load32_splat(bounds + at)));
  return weight;
}

/**
 * Counts the packed rows in [from, to) in eight replicates: `keys` holds their first keys, then their second ones; `bounds` the
 * twelve Poisson bounds, less 1 and shifted as the hashes are. Writes eight positives, eight negatives and eight U2, u32 each,
 * which hold tiles of at most 4,096 rows. The rare weights from 5 up are counted apart.
 */
export function countTile(from: usize, to: usize, keys: usize, bounds: usize, out: usize): void {
  const firstA = v128.load(keys);
  const firstB = v128.load(keys, 16);
  const secondA = v128.load(keys, 32);
  const secondB = v128.load(keys, 48);
  const bound0 = v128.load32_splat(bounds);
  const bound1 = v128.load32_splat(bounds, 4);
  const bound2 = v128.load32_splat(bounds, 8);
  const bound3 = v128.load32_splat(bounds, 12);
  const bound4 = v128.load32_splat(bounds, 16);
  const zero = i32x4.splat(0);
  let positivesA = zero;
  let positivesB = zero;
  let negativesA = zero;
  let negativesB = zero;
  let u2A = zero;
  let u2B = zero;
  let tiedPositivesA = zero;
  let tiedPositivesB = zero;
  let tiedNegativesA = zero;
  let tiedNegativesB = zero;
  for (let at = from; at < to; at += 4) {
    const row = load<u32>(at);
    const unit = i32x4.splat(row >>> 2);
    const label = i32x4.splat(-(<i32>(row & 1)));
    const a = hash(unit, firstA, secondA);
    const b = hash(unit, firstB, secondB);
    const rareA = i32x4.gt_s(a, bound4);
    const rareB = i32x4.gt_s(b, bound4);
    let weightA = i32x4.add(
      i32x4.add(i32x4.gt_s(a, bound0), i32x4.gt_s(a, bound1)),
      i32x4.add(i32x4.gt_s(a, bound2), i32x4.add(i32x4.gt_s(a, bound3), rareA)),
    );
    let weightB = i32x4.add(
      i32x4.add(i32x4.gt_s(b, bound0), i32x4.gt_s(b, bound1)),
      i32x4.add(i32x4.gt_s(b, bound2), i32x4.add(i32x4.gt_s(b, bound3), rareB)),
    );
    weightA = i32x4.neg(weightA);
    weightB = i32x4.neg(weightB);
    if (v128.any_true(v128.or(rareA, rareB))) {
      weightA = more(weightA, a, bounds);
      weightB = more(weightB, b, bounds);
    }
    const ownA = v128.and(weightA, label);
    const ownB = v128.and(weightB, label);
    tiedPositivesA = i32x4.add(tiedPositivesA, ownA);
    tiedPositivesB = i32x4.add(tiedPositivesB, ownB);
    tiedNegativesA = i32x4.add(tiedNegativesA, i32x4.sub(weightA, ownA));
    tiedNegativesB = i32x4.add(tiedNegativesB, i32x4.sub(weightB, ownB));
    if ((row & 2) === 0) continue;
    u2A = i32x4.add(u2A, i32x4.mul(tiedPositivesA, i32x4.add(i32x4.shl(negativesA, 1), tiedNegativesA)));
    u2B = i32x4.add(u2B, i32x4.mul(tiedPositivesB, i32x4.add(i32x4.shl(negativesB, 1), tiedNegativesB)));
    positivesA = i32x4.add(positivesA, tiedPositivesA);
    positivesB = i32x4.add(positivesB, tiedPositivesB);
    negativesA = i32x4.add(negativesA, tiedNegativesA);
    negativesB = i32x4.add(negativesB, tiedNegativesB);
    tiedPositivesA = zero;
    tiedPositivesB = zero;
    tiedNegativesA = zero;
    tiedNegativesB = zero;
  }
  v128.store(out, i32x4.add(positivesA, tiedPositivesA));
  v128.store(out, i32x4.add(positivesB, tiedPositivesB), 16);
  v128.store(out, i32x4.add(negativesA, tiedNegativesA), 32);
  v128.store(out, i32x4.add(negativesB, tiedNegativesB), 48);
  v128.store(out, u2A, 64);
  v128.store(out, u2B, 80);
}

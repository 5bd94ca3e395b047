// Sums over elements in descending order of score. Sums of one class are counted as integers, so they are exact.

/**
 * Positives and twice the Mann–Whitney count, f64 each. `exact` says that equal keys are equal scores.
 */
export function scanElements(sorted: usize, n: i32, scores: usize, exact: i32, out: usize): void {
  let above: u64 = 0;
  let negativesAbove: u64 = 0;
  let u2: u64 = 0;
  let start = 0;
  while (start < n) {
    const first = load<u64>(sorted + ((<usize>start) << 3));
    const key = first >> 32;
    let p: u64 = first & 1;
    let q: u64 = p ^ 1;
    let end = start + 1;
    while (end < n) {
      const item = load<u64>(sorted + ((<usize>end) << 3));
      if (item >> 32 != key) break;
      if (exact == 0 && scoreAt(item, scores) != scoreAt(first, scores)) break;
      p += item & 1;
      q += (item & 1) ^ 1;
      end++;
    }
    u2 += q * (2 * above + p);
    above += p;
    negativesAbove += q;
    start = end;
  }
  store<f64>(out, <f64>above);
  store<f64>(out, <f64>u2, 8);
}

function scoreAt(item: u64, scores: usize): f64 {
  return load<f64>(scores + ((<usize>((<u32>item) >>> 1)) << 3));
}

/** Σ p·precision over ties in descending order: average precision times the number of positives. Gives it; `out` gets the positives. */
export function precisionSum(sorted: usize, n: i32, scores: usize, exact: i32, out: usize): f64 {
  let above: i32 = 0;
  let sum: f64 = 0;
  let start = 0;
  while (start < n) {
    const first = load<u64>(sorted + ((<usize>start) << 3));
    const key = first >> 32;
    let p: i32 = <i32>(first & 1);
    let end = start + 1;
    while (end < n) {
      const item = load<u64>(sorted + ((<usize>end) << 3));
      if (item >> 32 != key) break;
      if (exact == 0 && scoreAt(item, scores) != scoreAt(first, scores)) break;
      p += <i32>(item & 1);
      end++;
    }
    above += p;
    if (p > 0) sum += <f64>p * (<f64>above / <f64>end);
    start = end;
  }
  store<f64>(out, <f64>above);
  return sum;
}

/**
 * AUC statistics of many groups in one scan of a cached order. `rows` holds `row << 1 | label` in descending order of score, `ends`
 * a byte a place, 1 where a run of equal scores ends. `codes` gives each row's group (i32, −1 none). Per group 8 words in `state`:
 * positives, negatives, tied positives, tied negatives (u32 each), U2 (u64), run that the ties are of (u32), nothing.
 */
export function scanGroups(rows: usize, ends: usize, codes: usize, n: i32, state: usize): void {
  let run: u32 = 1;
  for (let at = 0; at < n; at++) {
    const packed = load<u32>(rows + ((<usize>at) << 2));
    const group = load<i32>(codes + ((<usize>(packed >>> 1)) << 2));
    if (group >= 0) {
      const own = state + ((<usize>group) << 5);
      if (load<u32>(own, 24) != run) {
        settle(own);
        store<u32>(own, run, 24);
      }
      const label = packed & 1;
      store<u32>(own, load<u32>(own, 8) + label, 8);
      store<u32>(own, load<u32>(own, 12) + (label ^ 1), 12);
    }
    run += load<u8>(ends + at);
  }
}

/** Adds the ties that a group holds to its sums. */
function settle(own: usize): void {
  const above = load<u32>(own);
  const p = load<u32>(own, 8);
  const q = load<u32>(own, 12);
  store<u64>(own, load<u64>(own, 16) + <u64>q * (2 * <u64>above + p), 16);
  store<u32>(own, above + p);
  store<u32>(own, load<u32>(own, 4) + q, 4);
  store<u64>(own, 0, 8);
}

/** Ends the scan of `scanGroups`, and writes positives, negatives and U2 of each group as f64. */
export function finishGroups(state: usize, count: i32, out: usize): void {
  for (let group = 0; group < count; group++) {
    const own = state + ((<usize>group) << 5);
    settle(own);
    const at = out + <usize>(24 * group);
    store<f64>(at, <f64>load<u32>(own));
    store<f64>(at, <f64>load<u32>(own, 4), 8);
    store<f64>(at, <f64>load<u64>(own, 16), 16);
  }
}

/** Writes `row << 1 | label` of each element, and a byte that is 1 where a run of equal scores ends. */
export function packPlaces(sorted: usize, n: i32, scores: usize, exact: i32, rows: usize, ends: usize): void {
  for (let at = 0; at < n; at++) {
    const item = load<u64>(sorted + ((<usize>at) << 3));
    store<u32>(rows + ((<usize>at) << 2), <u32>item);
    let end: u8 = 1;
    if (at + 1 < n) {
      const next = load<u64>(sorted + ((<usize>at) << 3), 8);
      if (next >> 32 == item >> 32 && (exact != 0 || scoreAt(next, scores) == scoreAt(item, scores))) end = 0;
    }
    store<u8>(ends + at, end);
  }
}

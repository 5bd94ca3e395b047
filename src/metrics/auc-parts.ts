import type { RankRows } from './scan-ranks.ts';

/**
 * What each row adds to an AUC beyond its value: (share of the other class below it − AUC) over the sum of weights of its own
 * class; the squares add up to DeLong's variance but for the degrees of freedom. Written into `parts` by row number, times
 * `scale`, for the rows at the given places (null: all). DeLong et al. (1988).
 */
export function addAucParts(rows: RankRows, places: Uint32Array | null, scale: number, parts: Float64Array): void {
  const { scores, positive, weights } = rows;
  const length = places === null ? scores.length : places.length;
  const placeOf = (at: number): number => (places === null ? at : places[at]!);
  const weightOf = (place: number): number => (weights === null ? 1 : weights[place]!);
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < length; at++) {
    const place = placeOf(at);
    if (positive[place] === 1) positives += weightOf(place);
    else negatives += weightOf(place);
  }
  if (!(positives > 0) || !(negatives > 0)) return;
  const shares = new Float64Array(length);
  let above = 0;
  let negativesAbove = 0;
  let auc = 0;
  for (let at = 0; at < length;) {
    let p = 0;
    let q = 0;
    let end = at;
    for (; end < length && scores[placeOf(end)] === scores[placeOf(at)]; end++) {
      const weight = weightOf(placeOf(end));
      if (positive[placeOf(end)] === 1) p += weight;
      else q += weight;
    }
    const below = (negatives - negativesAbove - q / 2) / negatives;
    const over = (above + p / 2) / positives;
    for (; at < end; at++) shares[at] = positive[placeOf(at)] === 1 ? below : over;
    auc += (p / positives) * below;
    above += p;
    negativesAbove += q;
  }
  for (let at = 0; at < length; at++) {
    const place = placeOf(at);
    const row = rows.rows[place]!;
    const own = (weightOf(place) * (shares[at]! - auc)) / (positive[place] === 1 ? positives : negatives);
    parts[row] = (Number.isNaN(parts[row]) ? 0 : parts[row]!) + scale * own;
  }
}

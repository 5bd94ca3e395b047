/** The places of values in ascending order, from 1; equal values share the mean of theirs. */
export function midranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let at = 0; at < order.length;) {
    let end = at + 1;
    while (end < order.length && values[order[end]!] === values[order[at]!]) end++;
    for (let own = at; own < end; own++) ranks[order[own]!] = (at + 1 + end) / 2;
    at = end;
  }
  return ranks;
}

import { poissonThresholds } from './poisson-weight.ts';

/** Replicates that a workgroup runs side by side over one tile. */
export const workgroupSize = 64;

const reached = [...poissonThresholds].map((threshold) => `u32(hash >= ${threshold}u)`).join(' + ');

/** Bindings that every kernel of tiles has, and the weight of a unit. */
const prelude = /* wgsl */ `
struct Shape { replicates: u32, tiles: u32 }

@group(0) @binding(0) var<storage, read> rows: array<u32>;
@group(0) @binding(1) var<storage, read> edges: array<u32>;
@group(0) @binding(2) var<storage, read> keys: array<u32>;
@group(0) @binding(3) var<storage, read_write> counts: array<u32>;
@group(0) @binding(4) var<uniform> shape: Shape;

fn weight_of(unit: u32, first: u32, second: u32) -> u32 {
  var x = unit ^ first;
  x = (x ^ (x >> 16u)) * 0x7feb352du + second;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  let hash = x ^ (x >> 16u);
  return ${reached};
}
`;

/**
 * One invocation scans one tile for one replicate, as `countTile` does. Output: positives, negatives and U2 of each
 * (tile, replicate), tile by tile.
 */
export const rankKernel = /* wgsl */ `${prelude}
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let replicate = id.x;
  let tile = id.y;
  if (replicate >= shape.replicates || tile >= shape.tiles) { return; }
  let first = keys[2u * replicate];
  let second = keys[2u * replicate + 1u];
  var positives = 0u;
  var negatives = 0u;
  var u2 = 0u;
  var tied_positives = 0u;
  var tied_negatives = 0u;
  for (var at = edges[tile]; at < edges[tile + 1u]; at++) {
    let row = rows[at];
    let weight = weight_of(row >> 2u, first, second);
    let positive = weight * (row & 1u);
    tied_positives += positive;
    tied_negatives += weight - positive;
    if ((row & 2u) != 0u) {
      u2 += tied_positives * (2u * negatives + tied_negatives);
      positives += tied_positives;
      negatives += tied_negatives;
      tied_positives = 0u;
      tied_negatives = 0u;
    }
  }
  let out = 3u * (tile * shape.replicates + replicate);
  counts[out] = positives + tied_positives;
  counts[out + 1u] = negatives + tied_negatives;
  counts[out + 2u] = u2;
}
`;

/** One invocation adds up the weights of one tile of units for one replicate. Output: one sum for each (tile, replicate), tile by tile. */
export const weightedKernel = /* wgsl */ `${prelude}
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let replicate = id.x;
  let tile = id.y;
  if (replicate >= shape.replicates || tile >= shape.tiles) { return; }
  let first = keys[2u * replicate];
  let second = keys[2u * replicate + 1u];
  var sum = 0u;
  for (var at = edges[tile]; at < edges[tile + 1u]; at++) {
    sum += weight_of(rows[at], first, second);
  }
  counts[tile * shape.replicates + replicate] = sum;
}
`;

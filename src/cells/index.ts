import { calibration } from './calibration.ts';
import { chart } from './chart.ts';
import { check } from './check.ts';
import { code } from './code.ts';
import { compare } from './compare.ts';
import { data } from './data.ts';
import { derive } from './derive.ts';
import { fairness } from './fairness.ts';
import { finding } from './finding.ts';
import { input } from './input.ts';
import type { CellKind } from './kind.ts';
import { metrics } from './metrics.ts';
import { model } from './model.ts';
import { predict } from './predict.ts';
import { slice } from './slice.ts';
import { table } from './table.ts';
import { threshold } from './threshold.ts';

/** Every kind of cell, in the order of the insert menu. */
export const kinds: readonly CellKind[] = [
  data,
  derive,
  slice,
  model,
  predict,
  input,
  metrics,
  threshold,
  calibration,
  compare,
  fairness,
  chart,
  table,
  check,
  finding,
  code,
];

/** Kinds by name. */
export const kindsByName: ReadonlyMap<string, CellKind> = new Map(kinds.map((kind) => [kind.name, kind]));

import type { Roles } from '../frame/frame.ts';
import type { ChosenSlice } from './choose-slices.ts';
import type { DeclaredType, Inferred } from './inferred.ts';
import type { MeasuredNumber } from './todays-level.ts';
import type { FlowValue } from './yaml-flow.ts';

/** A file that a data cell reads, with what its columns mean. */
export interface PlannedTable {
  readonly cell: string;
  readonly source: string;
  readonly roles: Roles;
  readonly types: ReadonlyMap<string, DeclaredType>;
  readonly positive: string | null;
  /** Texts that mean no value. */
  readonly missing: readonly string[];
  /** What the file is beside the main one, in words; '' for the main one. */
  readonly part: string;
}

export interface PlannedModel {
  readonly cell: string;
  readonly scored: string;
  readonly source: string;
  readonly inputs: readonly FlowValue[];
  readonly output: FlowValue;
  /** How its inputs were found, in words. */
  readonly why: string;
}

export interface PlannedThreshold {
  readonly cell: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly why: string;
}

/** Names of the cells that measure, free in the notebook that they go into. */
export interface PlannedNames {
  readonly quality: string;
  readonly trust: string;
  readonly cut: string;
  readonly versus: string;
  readonly groups: string;
  readonly shares: string;
  readonly worst: string;
  readonly mistakes: string;
  readonly gate: string;
  readonly picture: string;
  readonly picks: string;
  readonly rows: string;
  readonly flags: string;
  readonly beside: readonly [string, string];
}

/** All that a written notebook says before anything of it was measured. */
export interface Plan {
  readonly title: string;
  readonly tables: readonly PlannedTable[];
  readonly join: { readonly cell: string; readonly left: string; readonly right: string; readonly on: string } | null;
  readonly test: { readonly cell: string; readonly column: string; readonly value: string } | null;
  readonly model: PlannedModel | null;
  /** What the measured table was understood to be. */
  readonly inferred: Inferred;
  /** The roles of the measured frame. */
  readonly roles: Roles;
  /** Columns of the measured frame, rows of it, and how many rows have no label. */
  readonly columns: readonly string[];
  readonly rows: number;
  readonly unlabelled: number;
  /** The cell whose rows are measured. */
  readonly measured: string;
  /** The cell whose labels dummies learn from. */
  readonly baseline: string | null;
  readonly threshold: PlannedThreshold | null;
  readonly slices: readonly ChosenSlice[];
  /** Columns by which the label differs most, where nothing is predicted. */
  readonly related: readonly ChosenSlice[];
  readonly names: PlannedNames;
  /** Sentences for the reader. */
  readonly notes: readonly string[];
}

/** What the metrics cell measured. */
export interface MeasuredFacts {
  readonly numbers: readonly MeasuredNumber[];
  readonly gaps: readonly (MeasuredNumber & { readonly q: number })[];
}

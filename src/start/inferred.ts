import type { Roles } from '../frame/frame.ts';

/** What a column may mean; `none` is a column that plays no part. */
export const columnRoles = [
  'label',
  'prediction',
  'score',
  'lower',
  'upper',
  'id',
  'time',
  'weight',
  'split',
  'group',
  'text',
  'image',
  'none',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** What a column holds, in the words of `types:`, or what no declaration changes. */
export type InferredType = 'number' | 'category' | 'text' | 'boolean' | 'time' | 'image' | 'numbers';

/** One column as it was understood, and why. */
export interface InferredColumn {
  readonly name: string;
  readonly type: InferredType;
  readonly role: ColumnRole;
  /** One short sentence. */
  readonly why: string;
  /** Other roles that it might have, the likelier first. */
  readonly alternatives: readonly ColumnRole[];
  /** Up to three of its values. */
  readonly samples: readonly string[];
  readonly missing: number;
  /** Distinct values; Infinity above 256. */
  readonly distinct: number;
  /** Height, width and channels of the images that it may hold. */
  readonly shape?: readonly [number, number, number];
}

/** The columns of one model's predictions. */
export interface InferredModel {
  /** A name for it, from the name of its column. */
  readonly name: string;
  readonly prediction?: string;
  readonly score?: ReadonlyMap<string, string>;
}

export type InferredTask = 'binary' | 'multiclass' | 'multilabel' | 'regression' | 'none';

/** What was understood of one table. */
export interface Inferred {
  readonly columns: readonly InferredColumn[];
  readonly task: InferredTask;
  readonly roles: Roles;
  /** Types to declare, where reading them from the cells would be wrong. */
  readonly types: ReadonlyMap<string, DeclaredType>;
  readonly positive: string | null;
  /** Why that class is the positive one. */
  readonly whyPositive: string;
  /** In their order; of classification alone. */
  readonly classes: readonly string[];
  /** Predictions of models in the table, the main one first. */
  readonly models: readonly InferredModel[];
  /** Values of the split role that are rows to measure on. */
  readonly testPart: string | null;
  /** Whether the scores lie between 0 and 1. */
  readonly isProbability: boolean;
  /** Sentences that a reader should see, such as a column that tells the label apart without an error. */
  readonly notes: readonly string[];
}

export type DeclaredType = 'number' | 'category' | 'text' | 'boolean' | 'time';

/** What a person said of a table that was understood otherwise. */
export interface Corrections {
  readonly roles?: ReadonlyMap<string, ColumnRole>;
  readonly types?: ReadonlyMap<string, DeclaredType>;
  readonly positive?: string;
}

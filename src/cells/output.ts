import type { ColumnType } from '../frame/column.ts';
import type { Clause, Clauses, Constraint } from '../frame/selection/clause.ts';

/** A value as it crosses to the page or into JSON: time as ISO text, vectors left out, missing as null; NaN and ±Infinity stay numbers. */
export type PlainValue = number | string | boolean | null;

export interface ColumnSummary {
  readonly name: string;
  readonly type: ColumnType;
  /** 'label', 'score', … where the column has a role. */
  readonly role?: string;
  readonly missing: number;
  readonly distinct?: number;
  readonly min?: number;
  readonly max?: number;
  /** Counts in equal-width bins from min to max (numbers, times), or of the top values. */
  readonly bins?: readonly number[];
  readonly top?: readonly { readonly value: string; readonly count: number }[];
}

/** Rows are fetched by window from (cell, part); `columns` says what is there. */
export interface TableOutput {
  readonly type: 'table';
  readonly layout: 'rows';
  readonly part: string;
  readonly total: number;
  readonly columns: readonly ColumnSummary[];
  readonly notes: readonly string[];
  /** The first rows, so that something shows at once. */
  readonly head: readonly (readonly PlainValue[])[];
  /** Lines that the code behind it printed. */
  readonly printed?: readonly string[];
  /** Bytes that the cell's frames hold, where that is known. */
  readonly bytes?: number;
  /** Where it reads a selection. */
  readonly left?: RowsLeft;
}

/** Labels against predictions. A class is held to by what its column must hold, so that a cell of the matrix can select its rows. */
export interface ConfusionOutput {
  readonly type: 'table';
  readonly layout: 'confusion';
  readonly classes: readonly string[];
  /** Rows by actual class, then by predicted class. */
  readonly counts: readonly (readonly number[])[];
  readonly actual: { readonly column: string; readonly constraints: readonly Constraint[] };
  readonly predicted: { readonly column: string; readonly constraints: readonly Constraint[] };
  readonly left?: RowsLeft;
}

export interface MetricColumn {
  readonly metric: string;
  readonly class: string;
  readonly title: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly range: readonly [low: number, high: number];
  /** Formula in words, for hover help and the working. */
  readonly formula: string;
}

/** `verdict` compares the slice with the rows outside it, corrected over all comparisons of the table. */
export interface MetricValue {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly method: string;
  readonly reason?: string;
  readonly verdict?: 'better' | 'worse' | 'undecided';
  /** The counts that the formula names, or what else the number was computed from. */
  readonly counts?: readonly (readonly [name: string, count: number])[];
  /** What a dummy scores on the same rows, and how it guesses. */
  readonly baseline?: number;
  readonly strategy?: string;
}

export interface MetricRow {
  /** Heading that the row stands under: '' for all rows, a column, a crossing, 'named slices'. */
  readonly by: string;
  readonly slice: string;
  readonly label: string;
  readonly n: number;
  /** In the order of `columns`; empty when `tooFew`. */
  readonly values: readonly MetricValue[];
  readonly tooFew: boolean;
  /** Selects the rows of the slice; absent where a selection cannot say which they are. */
  readonly clause?: Clause;
}

/** A metrics table: one row a slice, one column a metric. */
export interface MetricsOutput {
  readonly type: 'table';
  readonly layout: 'metrics';
  readonly part: string;
  readonly columns: readonly MetricColumn[];
  readonly rows: readonly MetricRow[];
  readonly level: number;
  readonly comparisons: number;
  readonly threshold?: number;
  readonly positive?: string;
  /** Seed of everything drawn at random. */
  readonly seed: number;
  /** The cell whose labels the dummies learned from; '' where they learned from the rows that they are scored on. */
  readonly learnedFrom: string;
  readonly notes: readonly string[];
}

/** What an axis of a chart stands for: an interval along it selects rows by the column's numbers or instants, a place by its category. */
export interface SelectingAxis {
  readonly column: string;
  readonly kind: 'number' | 'time' | 'category';
  /** Intervals snap to the edges of bins. */
  readonly bins?: { readonly start: number; readonly stop: number; readonly step: number };
}

export interface ChartSelecting {
  readonly x?: SelectingAxis;
  readonly y?: SelectingAxis;
  /** For marks without axes: the column behind their colour, and the field that holds its value in what is drawn. */
  readonly by?: { readonly field: string; readonly column: string };
}

/** How many rows of how many a selection leaves. */
export interface RowsLeft {
  readonly rows: number;
  readonly of: number;
}

/** A Vega-Lite spec that passed the allow-list, with its data inlined as `data.values` by name. */
export interface ChartOutput {
  readonly type: 'chart';
  readonly spec: Readonly<Record<string, unknown>>;
  readonly rows: number;
  /** One sentence for those who do not see the chart. */
  readonly summary: string;
  /** What a hand can select in it. */
  readonly selecting?: ChartSelecting;
  /** Where it reads a selection. */
  readonly left?: RowsLeft;
}

export type CheckState = 'pass' | 'warn' | 'fail' | 'not-enough-data' | 'not-applicable' | 'error';

export interface CheckResult {
  readonly title: string;
  readonly severity: 'fail' | 'warn';
  readonly state: CheckState;
  readonly observed: string;
  readonly expected: string;
  readonly sentence: string;
  readonly slice?: string;
  /** For the whisker against its limit. */
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly limit?: number;
  readonly n?: number;
}

export interface ChecksOutput {
  readonly type: 'checks';
  readonly checks: readonly CheckResult[];
}

export interface GalleryItem {
  readonly row: number;
  /** What selects the item alone: its id, or its row in the frame that is shown, from 1. */
  readonly selects: { readonly column: string; readonly id: PlainValue } | { readonly number: number };
  readonly caption: string;
  readonly fields: readonly (readonly [name: string, value: PlainValue])[];
  /** Pixels 0–255, row-major, channels last. */
  readonly image?: { readonly width: number; readonly height: number; readonly channels: number; readonly pixels: Uint8Array };
  readonly text?: string;
}

export interface GalleryOutput {
  readonly type: 'gallery';
  readonly items: readonly GalleryItem[];
  readonly total: number;
  /** Where it reads a selection. */
  readonly left?: RowsLeft;
}

export type ControlSpec =
  | { readonly type: 'range'; readonly min: number; readonly max: number; readonly step: number; readonly value: number }
  | { readonly type: 'number'; readonly min?: number; readonly max?: number; readonly step?: number; readonly value: number }
  | { readonly type: 'select'; readonly options: readonly (string | number | boolean)[]; readonly value: string | number | boolean }
  | { readonly type: 'toggle'; readonly value: boolean }
  | { readonly type: 'text'; readonly value: string }
  /** `value` is the clauses as JSON. */
  | { readonly type: 'selection'; readonly value: string; readonly clauses: Clauses };

export interface ControlOutput {
  readonly type: 'control';
  readonly label: string;
  readonly control: ControlSpec;
}

/** One `{{ }}` of a prose block, in order. `text` is formatted; the interval follows in brackets where there is one. */
export interface LiveValue {
  readonly source: string;
  readonly state: 'done' | 'waiting' | 'undefined' | 'error';
  readonly text: string;
  readonly interval?: string;
  /** Whether it is from earlier inputs than those that the page shows. */
  readonly earlier?: boolean;
  /** Whether it was computed elsewhere and came with a link. */
  readonly elsewhere?: boolean;
  /** Why there is no value, or what is wrong. */
  readonly reason?: string;
  /** Lines of the working: what, and its value. */
  readonly working: readonly (readonly [label: string, value: string])[];
}

export interface ProseOutput {
  readonly type: 'prose';
  readonly values: readonly LiveValue[];
}

/** What a model cell shows. */
export interface ModelSummary {
  readonly type: 'table';
  readonly layout: 'facts';
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly notes: readonly string[];
}

/** A number of an analysis with its interval; `working` says how it came about, line by line. */
export interface EstimateValue {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Words such as `too-few-rows`, where there is no number or no verdict. */
  readonly reason?: string;
  readonly verdict?: 'better' | 'worse' | 'undecided';
  readonly working?: readonly (readonly [label: string, value: string])[];
}

export interface AnalysisColumn {
  readonly title: string;
  /** `estimate`: an `EstimateValue` in every row; `name`: a word of the file, as a column or a class. */
  readonly kind: 'text' | 'name' | 'number' | 'estimate';
  /** Formula or meaning, for hover help and the working. */
  readonly help?: string;
  readonly better?: 'higher' | 'lower' | 'neither';
  /** Where no difference is: whiskers are drawn against it. */
  readonly reference?: number;
}

export type AnalysisCell = string | number | null | EstimateValue;

export interface AnalysisRow {
  /** Heading that the row stands under, where there is one. */
  readonly by?: string;
  readonly cells: readonly AnalysisCell[];
  /** The row that was asked for among others: the chosen threshold, the reference model. */
  readonly chosen?: boolean;
}

/** What an analysis says: a sentence with its verdict, a table of numbers, or charts side by side. */
export type AnalysisBlock =
  | { readonly block: 'sentence'; readonly text: string; readonly tone: 'plain' | 'better' | 'worse' | 'undecided' }
  | {
      readonly block: 'estimates';
      readonly title: string;
      readonly columns: readonly AnalysisColumn[];
      readonly rows: readonly AnalysisRow[];
    }
  | { readonly block: 'charts'; readonly title: string; readonly charts: readonly ChartOutput[] };

/** What a cell shows that comes to a conclusion: a threshold, a calibration, a comparison, fairness. */
export interface AnalysisOutput {
  readonly type: 'table';
  readonly layout: 'analysis';
  readonly blocks: readonly AnalysisBlock[];
  readonly level: number;
  readonly notes: readonly string[];
}

/** One thing that shows a finding, as it is now. */
export interface FindingEvidence {
  /** The cell that shows it. */
  readonly cell: string;
  /** What is looked at: `recall of afam=yes`, `rows of mistakes`. */
  readonly what: string;
  /** What is found there: `0.42 [0.35, 0.50], 312 rows`. */
  readonly found: string;
  /** Whether there is still something. */
  readonly seen: boolean;
  readonly rows: number;
  /** NaN where rows show it. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Something that is wrong. It holds no rows: the first of those that show it are the part `rows`. */
export interface FindingOutput {
  readonly type: 'finding';
  readonly title: string;
  readonly text: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly status: 'open' | 'accepted' | 'fixed' | 'dismissed';
  readonly owner: string;
  /** Where it is tracked: an https address, or ''. */
  readonly issue: string;
  readonly evidence: readonly FindingEvidence[];
  /** Whether any of the evidence still holds; true without evidence. */
  readonly seen: boolean;
  readonly hasRows: boolean;
}

/** The closed set of what a cell can show; one component of the page each. */
export type Output =
  | ProseOutput
  | TableOutput
  | ConfusionOutput
  | MetricsOutput
  | AnalysisOutput
  | ModelSummary
  | ChartOutput
  | ChecksOutput
  | GalleryOutput
  | FindingOutput
  | ControlOutput;

import { readFileSync } from 'node:fs';

/** An expression of the corpus: what it tries, and what must become of it. */
export interface HostileExpression {
  readonly name: string;
  readonly expression: string;
  readonly why: string;
  readonly expected: 'refused' | 'harmless';
}

type Piece = readonly [text: string, times: number];
type Written = Omit<HostileExpression, 'expression'> & { readonly expression?: string; readonly pieces?: readonly Piece[] };

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as T;
}

/** Expressions over columns `value` (numbers) and `text`; long ones are written in pieces. */
export const expressions: readonly HostileExpression[] = read<readonly Written[]>('expressions.json').map(({ pieces = [], ...rest }) => ({
  ...rest,
  expression: rest.expression ?? pieces.map(([text, times]) => text.repeat(times)).join(''),
}));

/** Chart specs that must be refused. */
export const chartSpecs: readonly { readonly name: string; readonly spec: unknown }[] = read('chart-specs.json');

/** Chart specs that must be refused for what they make of `manyRows`. */
export const grownCharts: readonly { readonly name: string; readonly spec: Readonly<Record<string, unknown>> }[] =
  read('grown-charts.json');

/** As many rows as reach a chart, each with a text of its own. */
export const manyRows = Array.from({ length: 5000 }, (_, at) => ({ value: at, text: `${'x'.repeat(40)}${at}` }));

/** Bodies of cells that must be refused, the kind first. */
export const bodies: readonly { readonly name: string; readonly kind: string; readonly body: string }[] = read('bodies.json');

/** Addresses that no data cell may read without being asked, or at all. */
export const sources: readonly { readonly source: string; readonly expected: 'failed' | 'needs-permission' | 'needs-file' }[] =
  read('sources.json');

/** Prose that tries to run, load, or break out. */
export const prose: readonly string[] = read('prose.json');

/** Files as text, by name, that must be read or refused without harm. */
export const files: Readonly<Record<string, string>> = read('files.json');

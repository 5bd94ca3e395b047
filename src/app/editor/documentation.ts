import type { KeyDoc } from '../../cells/kind.ts';
import type { CellNames, ColumnValues, KindDescription, MetricDescription } from '../../engine/protocol.ts';
import { functionDocs } from './function-docs.ts';
import type { Surroundings } from './knowledge.ts';
import { asSentence } from '../state-sentence.ts';
import type { Doc } from './suggestion.ts';

export type ColumnName = CellNames['columns'][number];

const directions = { higher: 'Higher is better', lower: 'Lower is better', neither: 'Neither end is better' } as const;
const mostListed = 12;

export function kindDoc(kind: KindDescription): Doc {
  const parts = kind.parts.length === 0 ? [] : [`Its parts: ${kind.parts.join(', ')}.`];
  return { title: kind.name, lines: [kind.doc, ...parts] };
}

export function keyDoc(doc: KeyDoc): Doc {
  const words = Array.isArray(doc.values) ? [`One of ${(doc.values as readonly string[]).join(', ')}.`] : [];
  return { title: doc.key.split('.').at(-1)!, lines: [doc.doc, ...(doc.required === true ? ['Needed.'] : []), ...words] };
}

/** Title, formula, meaning, direction and range, and when there is no value. */
export function metricDoc(metric: MetricDescription): Doc {
  const [, formula, meaning] = /^([^:]+?)(?:: ([\s\S]*))?$/.exec(metric.formula) ?? [];
  const isFormula = formula !== undefined && /[=/+−√Σ|·×()[\]]/.test(formula);
  const rest = isFormula ? meaning : metric.formula;
  return {
    title: metric.title,
    ...(isFormula ? { code: formula } : {}),
    lines: [
      ...(rest === undefined ? [] : [asSentence(rest)]),
      `${directions[metric.better]}, ${metric.range}. For ${metric.tasks.join(', ')}.`,
      ...metric.parameters.map(({ name, doc }) => `${name}: ${doc}.`),
      `No value when ${metric.noValue.join('; ')}.`,
    ],
  };
}

export function cellDoc(cell: CellNames): Doc {
  const shown = cell.columns.slice(0, mostListed).map(({ name }) => name);
  const more = cell.columns.length > mostListed ? ` and ${cell.columns.length - mostListed} more` : '';
  return { title: cell.cell, lines: [`${cell.kind}, ${sizeOf(cell)}.`, ...(shown.length === 0 ? [] : [`${shown.join(', ')}${more}.`])] };
}

export function sizeOf(cell: CellNames): string {
  const rows = `${cell.rows.toLocaleString('en-US')} ${cell.rows === 1 ? 'row' : 'rows'}`;
  return `${rows} × ${cell.columns.length} ${cell.columns.length === 1 ? 'column' : 'columns'}`;
}

/** Type, role, and what is known of the values: of all rows where they were counted, else of the first. */
export function columnDoc(cell: CellNames | null, column: ColumnName, values: ColumnValues | null = null): Doc {
  const role = cell === null ? undefined : roleOf(cell, column.name);
  const { sample } = column;
  const lines = [`${typeWord(column.type)} column${cell === null ? '' : ` of ${cell.cell}`}${role === undefined ? '' : `, ${role}`}.`];
  if (sample?.range !== undefined) lines.push(`From ${numberText(sample.range[0])} to ${numberText(sample.range[1])}.`);
  if (values !== null) {
    lines.push(
      `${values.distinct.toLocaleString('en-US')}${values.more === true ? ' or more' : ''} distinct, ${values.missing === 0 ? 'none' : values.missing.toLocaleString('en-US')} missing.`,
    );
    const most = values.values.slice(0, 5).map(({ value, rows }) => `${String(value)} (${rows.toLocaleString('en-US')})`);
    if (most.length > 0 && sample?.range === undefined) lines.push(`Most often ${most.join(', ')}.`);
  } else if (sample !== undefined && sample.most !== null && sample.range === undefined) {
    lines.push(`${sample.distinct.toLocaleString('en-US')} distinct in the first rows; most often ${String(sample.most)}.`);
  }
  return { title: column.name, lines };
}

function typeWord(type: string): string {
  return (
    ({ string: 'Text', number: 'Number', boolean: 'True or false', time: 'Time', vector: 'Image or vector' } as Record<string, string>)[
      type
    ] ?? 'Derived'
  );
}

function numberText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return value.toExponential(2);
  return value.toLocaleString('en-US', { maximumSignificantDigits: 6 });
}

/** The role that a column plays in its cell, in a word. */
export function roleOf({ roles }: CellNames, name: string): string | undefined {
  for (const [role, holder] of Object.entries(roles ?? {})) {
    if (holder === name || (Array.isArray(holder) && (holder as readonly unknown[]).some((item) => item === name))) return role;
    if (holder instanceof Map && [...(holder as ReadonlyMap<string, unknown>).values()].includes(name)) return role;
  }
  return undefined;
}

export function functionDoc(name: string): Doc {
  const found = functionDocs.get(name);
  return { title: `op.${name}`, code: found?.signature ?? `${name}()`, lines: [found?.doc ?? ''] };
}

export function inputDoc(name: string, known: Surroundings): Doc {
  const now = known.now.get(name);
  return { title: `$${name}`, lines: [now === undefined ? 'An input.' : `An input; ${now} now.`] };
}

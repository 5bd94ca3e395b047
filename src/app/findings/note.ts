import type { CheckResult, MetricsOutput } from '../../cells/output.ts';
import { isMapping, type BodyValue } from '../../notebook/body-value.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { insertBlock, type Patch } from '../../notebook/patch.ts';
import { parseBody } from '../../notebook/yaml-body.ts';
import { blockLines } from '../../notebook/yaml-text.ts';
import { freshName } from '../insert/place.ts';

/** What is noted down from where one stands. */
export interface Note {
  readonly title: string;
  readonly severity?: 'critical' | 'high' | 'medium' | 'low';
  readonly evidence: readonly { readonly [key: string]: BodyValue }[];
}

/** A finding right behind a cell, as one patch, and its name. */
export function notePatch(
  notebook: Notebook,
  after: string,
  { title, severity = 'medium', evidence }: Note,
): { patch: Patch; name: string } {
  const name = freshName(notebook, `${after.replace(/_finding(_\d+)?$/, '')}_finding`);
  const body = { title, severity, status: 'open', ...(evidence.length === 0 ? {} : { evidence }) };
  const markdown = ['```yaml finding ' + name, ...blockLines(body, 0), '```'].join('\n');
  return { patch: insertBlock(notebook, after, markdown), name };
}

/** One number of a metrics table. */
export interface NotedNumber {
  readonly cell: string;
  readonly metric: string;
  readonly class: string;
  readonly slice: string;
  readonly value: number;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly verdict?: string | undefined;
  /** The number of all rows. */
  readonly whole: number | undefined;
}

/** A note of a number; of a slice that is worse than the others it holds for as long as the slice stays behind what all rows have now. */
export function noteOfNumber({ cell, metric, class: label, slice, value, better, verdict, whole }: NotedNumber): Note {
  const about = `${metric}${label === '' ? '' : ` of class ${label}`}${slice === 'all' ? '' : ` of ${slice}`}`;
  const limit = Number((whole ?? NaN).toPrecision(2));
  const isBehind = verdict === 'worse' && (better === 'higher' ? value < limit : better === 'lower' && value > limit);
  return {
    title: isBehind ? `${about} is worse than of all rows` : `${about} is not good enough`,
    evidence: [
      {
        data: cell,
        metric,
        ...(label === '' ? {} : { class: label }),
        ...(slice === 'all' ? {} : { slice }),
        ...(isBehind ? { where: `d.value ${better === 'higher' ? '<' : '>'} ${limit}` } : {}),
      },
    ],
  };
}

/** A note of the number at a place of a metrics table. */
export function noteOfShown(output: MetricsOutput, cell: string, at: { readonly row: number; readonly column: number }): Note {
  const row = output.rows[at.row]!;
  const column = output.columns[at.column]!;
  const { value, verdict } = row.values[at.column]!;
  const whole = output.rows.find(({ by }) => by === '')?.values[at.column]?.value;
  return noteOfNumber({ cell, metric: column.metric, class: column.class, better: column.better, slice: row.slice, value, verdict, whole });
}

/** A note of a check: it holds for as long as what the rule expects does not. Null where the text does not say which rule it is. */
export function noteOfCheck(notebook: Notebook, cell: string, check: CheckResult): Note | null {
  const block = notebook.blocks.find((each) => each.type === 'cell' && each.id === cell);
  const body = block?.type === 'cell' ? parseBody(block.body).value : null;
  if (!isMapping(body) || typeof body['data'] !== 'string' || !Array.isArray(body['rules'])) return null;
  const { data } = body;
  const rules = (body['rules'] as readonly unknown[]).filter((rule) => isMapping(rule as BodyValue)) as Readonly<Record<string, unknown>>[];
  const titled = rules.filter(({ title }) => title === check.title);
  const untitled = rules.filter(
    ({ title, metric, expect }) =>
      title === undefined && (typeof metric === 'string' ? check.title.startsWith(`${metric} `) : check.title === expect),
  );
  const rule = titled.length > 0 ? titled[0] : untitled.length === 1 ? untitled[0] : undefined;
  const subject = check.slice === undefined ? '' : `, ${check.slice}`;
  const title = `${check.title}${subject}: ${check.observed === '' ? check.state.replaceAll('-', ' ') : check.observed}`;
  const severity = check.severity === 'fail' ? 'high' : 'medium';
  if (rule === undefined) return { title, severity, evidence: [{ data }] };
  return { title, severity, evidence: [{ data, ...placeOf(rule, check) }] };
}

function placeOf(
  { metric, class: label, where, expect }: Readonly<Record<string, unknown>>,
  { slice = '' }: CheckResult,
): Record<string, BodyValue> {
  const unmet = typeof expect === 'string' ? `!(${expect})` : 'true';
  if (typeof metric !== 'string') return { where: typeof where === 'string' ? `(${where}) && ${unmet}` : unmet };
  const hasClass = typeof label === 'string' || typeof label === 'number' || typeof label === 'boolean';
  const own = hasClass ? slice.replace(`class=${label}`, '').replace(/^, /, '') : slice;
  return {
    metric,
    ...(hasClass ? { class: label } : {}),
    ...(own === '' || own.startsWith('class=') ? {} : { slice: own }),
    where: unmet,
  };
}

import type { MetricsOutput, PlainValue } from '../../cells/output.ts';
import { BodyError } from '../../cells/kind.ts';
import { prepare, type Prepared } from '../../cells/metrics/prepare.ts';
import { plainValue, roleOf } from '../../cells/table-output.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import type { RecordField, RecordVerdict } from './table-methods.ts';

/** A metrics cell as far as it says how scores are cut. */
export interface Cut {
  readonly cell: string;
  readonly threshold: number | undefined;
  readonly positive: MetricsOutput['positive'];
}

/** Every field of a row, with its role. */
export function fieldsOf(frame: Frame, row: number): RecordField[] {
  return frame.table.columnNames().map((name) => {
    const column = columnOf(frame, name);
    const role = roleOf(frame.roles, name);
    return { name, type: column.type, ...(role === undefined ? {} : { role }), value: plainValue(column, row) };
  });
}

/** Labels and predictions as the metrics read them; null where the roles do not say enough. */
export function preparedOf(frame: Frame, positive: string | undefined): Prepared | null {
  const { label, prediction, score } = frame.roles;
  const named = [label, prediction, ...(score?.values() ?? [])];
  if (named.some((name) => name !== undefined && frame.table.columnIndex(name) < 0)) return null;
  try {
    return prepare(frame, undefined, positive);
  } catch (error) {
    if (error instanceof BodyError) return null;
    throw error;
  }
}

/** What was predicted of a row, and how well; null where nothing was, or several labels or a ranking. */
export function verdictOf(frame: Frame, row: number, data: Prepared | null, cut: Cut | null): RecordVerdict | null {
  if (data === null || data.task === 'multilabel' || data.task === 'ranking') return null;
  const label = plainValue(columnOf(frame, frame.roles.label!), row);
  if (data.task === 'regression') return regressionVerdict(label, data.target[row]!, data.estimate[row]!);
  const scores = data.classes.flatMap((name, code): [string, number][] => {
    const score = data.scores[code]?.[row];
    return score === undefined || Number.isNaN(score) ? [] : [[name, score]];
  });
  const base = { label, scores, ...lossOf(data, row) };
  const decided = data.task === 'binary' ? cutScore(data, row, cut) : null;
  const code = decided === null ? (data.predicted?.[row] ?? -1) : decided.code;
  const right = code === -1 || data.actual[row] === -1 ? {} : { right: code === data.actual[row] };
  return { ...base, predicted: data.classes[code] ?? null, ...right, ...decided?.said };
}

function regressionVerdict(label: PlainValue, target: number, estimate: number): RecordVerdict {
  const loss = (target - estimate) ** 2;
  return { predicted: estimate, label, scores: [], ...(Number.isNaN(loss) ? {} : { loss, lossName: 'squared error' }) };
}

/** The positive class where its score reaches the threshold; recorded predictions stand unless a metrics cell cuts anew. */
function cutScore(data: Prepared, row: number, cut: Cut | null): { code: number; said: Partial<RecordVerdict> } | null {
  const score = data.scores[data.positive]?.[row];
  const known = cut?.threshold ?? null;
  if (score === undefined || Number.isNaN(score) || (known === null && data.predicted !== null)) return null;
  const threshold = known ?? 0.5;
  const negative = data.classes.length === 2 ? 1 - data.positive : -1;
  const positive = data.classes[data.positive];
  return {
    code: score >= threshold ? data.positive : negative,
    said: {
      score,
      threshold,
      ...(positive === undefined ? {} : { positive }),
      ...(known === null || cut === null ? {} : { thresholdOf: cut.cell }),
    },
  };
}

/** −log of the score that the true class got, where scores are shares. */
function lossOf(data: Prepared, row: number): { loss?: number; lossName?: string } {
  const actual = data.actual[row]!;
  const own = data.scores[data.task === 'binary' ? data.positive : actual]?.[row];
  if (actual === -1 || own === undefined || !(own >= 0 && own <= 1)) return {};
  const share = data.task === 'binary' && actual !== data.positive ? 1 - own : own;
  return { loss: -Math.log(share), lossName: 'log loss' };
}

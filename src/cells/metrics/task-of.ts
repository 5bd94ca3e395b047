import { NumberColumn, type Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import type { Task } from '../../metrics/metric.ts';
import { distinctTexts } from './class-codes.ts';

export type { Task };

/** What is predicted where the body does not say: told from bounds, classes and scores, else from the values of the label. */
export function taskOf(frame: Frame, label: Column): Task {
  if (frame.roles.lower !== undefined && frame.roles.upper !== undefined && label instanceof NumberColumn) return 'regression';
  if (frame.classes !== undefined) return frame.classes.length > 2 ? 'multiclass' : 'binary';
  if (frame.roles.score !== undefined) return frame.roles.score.size > 2 ? 'multiclass' : 'binary';
  if (!(label instanceof NumberColumn)) return distinctTexts(label, 3).length > 2 ? 'multiclass' : 'binary';
  const guessed = frame.roles.prediction === undefined ? null : columnOf(frame, frame.roles.prediction);
  if (hasFraction(label) || (guessed instanceof NumberColumn && hasFraction(guessed))) return 'regression';
  const distinct = distinctTexts(label, 21).length;
  return distinct > 20 ? 'regression' : distinct > 2 ? 'multiclass' : 'binary';
}

function hasFraction({ values }: NumberColumn): boolean {
  return values.some((value) => Number.isFinite(value) && !Number.isInteger(value));
}

import { countText, numberText } from '../number-text.ts';
import type { Prepared } from '../metrics/prepare.ts';

/** Whether all scores that are there lie in [0, 1]. */
export function areProbabilities({ scores }: Prepared): boolean {
  return scores.every((column) => column === null || column.every((score) => Number.isNaN(score) || (score >= 0 && score <= 1)));
}

/** What keeps scores from being probabilities, and in which rows. */
export function rangeNotes({ scores, rows, task }: Prepared): string[] {
  const columns = scores.filter((column) => column !== null);
  const outside: number[] = [];
  let count = 0;
  let low = Infinity;
  let high = -Infinity;
  let off = 0;
  let worst = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let out = false;
    for (const column of columns) {
      const score = column[row]!;
      sum += score;
      if (score < low) low = score;
      if (score > high) high = score;
      out ||= score < 0 || score > 1;
    }
    if (out && count++ < 5) outside.push(row + 1);
    if (task === 'multiclass' && Math.abs(sum - 1) > 1e-3) {
      off++;
      worst = Math.max(worst, Math.abs(sum - 1));
    }
  }
  const notes: string[] = [];
  if (count > 0) {
    const where = `${count === 1 ? 'row' : 'rows'} ${outside.join(', ')}${count > outside.length ? ' …' : ''}`;
    notes.push(
      `Scores go from ${numberText(low)} to ${numberText(high)}; those of ${countText(count, 'row')} (${where}) lie outside 0 to 1, so they are no probabilities. Recalibration by platt or isotonic makes probabilities of them.`,
    );
  }
  if (off > 0) notes.push(`The scores of ${countText(off, 'row')} do not sum to 1, by up to ${numberText(worst)}.`);
  return notes;
}

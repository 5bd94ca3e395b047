import type { AnalysisBlock } from '../output.ts';
import { countText, intervalText, numberText } from '../number-text.ts';
import type { CalibrationName, CalibrationNumber } from './numbers.ts';
import type { Difference } from './differences.ts';
import type { Calibration } from './views.ts';

type Sentence = Extract<AnalysisBlock, { block: 'sentence' }>;

const reasons: Readonly<Record<string, string>> = {
  'no-rows': 'no row has a label and a score',
  'out-of-domain': 'scores lie outside 0 to 1, so they are no probabilities',
};

/** Chance alone can reach this error where there are too few rows to tell anything. */
const blind = 0.1;

/** Whether scores are calibrated as far as the data can tell, and if not which way and where they are off. */
export function conclusionOf({ curve, numbers }: Calibration, what: string, level: number): Sentence {
  if (curve.reason !== '')
    return said('undecided', `No calibration can be told: ${reasons[curve.reason] ?? curve.reason.replaceAll('-', ' ')}.`);
  const error = pick(numbers, 'expected_calibration_error');
  const chance = `${numberText(error.calibrated, error.low, error.high)} in ${numberText(100 * level)}% of draws`;
  const seen = `calibration error ${estimateText(error)}`;
  const lean = leanOf(numbers, level);
  if (error.p <= 1 - level) {
    const first = `${what} are not calibrated: ${seen}, where chance alone gives up to ${chance}.`;
    return said('worse', [first, lean, whereOf({ curve, numbers })].filter((part) => part !== '').join(' '));
  }
  if (lean !== '') return said('undecided', `${what} have a ${seen}, no more than chance gives (up to ${chance}), yet they lean. ${lean}`);
  const rows = countText(error.n, 'row');
  if (error.calibrated > blind)
    return said(
      'undecided',
      `${rows} cannot tell whether ${what.toLowerCase()} are calibrated: ${seen}, where chance alone gives up to ${chance}.`,
    );
  return said('plain', `${what} are calibrated as far as ${rows} can tell: ${seen}, where chance alone gives up to ${chance}.`);
}

function said(tone: Sentence['tone'], text: string): Sentence {
  return { block: 'sentence', tone, text };
}

function pick(numbers: readonly CalibrationNumber[], name: CalibrationName): CalibrationNumber {
  return numbers.find(({ metric }) => metric === name)!;
}

/** Too high or too low on the whole, too extreme or too cautious: two tests, so each at half of the error that the level allows. */
function leanOf(numbers: readonly CalibrationNumber[], level: number): string {
  const slope = pick(numbers, 'calibration_slope');
  const large = pick(numbers, 'calibration_in_the_large');
  const words: string[] = [];
  const sure = (1 - level) / 2;
  if (large.p < sure) {
    const promise = large.value > 0 ? 'too much' : 'too little';
    words.push(`On the whole they promise ${promise}: mean score less share ${estimateText(large)}.`);
  }
  if (slope.p < sure && slope.value < 1)
    words.push(`They are overconfident, too near 0 and 1: slope ${estimateText(slope)} where 1 is ideal.`);
  if (slope.p < sure && slope.value > 1)
    words.push(`They are underconfident, too far from 0 and 1: slope ${estimateText(slope)} where 1 is ideal.`);
  return words.join(' ');
}

/** The stretch of bins outside the band of calibrated scores that matters most. */
function whereOf({ curve: { bins, draws } }: Calibration): string {
  const outside = bins.flatMap((bin, at) => {
    const band = draws?.bands[at];
    const off = band === undefined ? 0 : bin.observed < band.low ? 1 : bin.observed > band.high ? -1 : 0;
    return off === 0 ? [] : [{ bin, off, size: bin.weight * Math.abs(bin.observed - bin.meanScore) }];
  });
  const worst = outside.sort((a, b) => b.size - a.size)[0];
  if (worst === undefined) return '';
  const { least, most, meanScore, observed, n } = worst.bin;
  const from = least === most ? `of ${numberText(least)}` : `from ${numberText(least)} to ${numberText(most)}`;
  const promise = worst.off === 1 ? 'too much' : 'too little';
  return `Scores ${from} promise ${promise}: ${numberText(meanScore)} on average, ${numberText(observed)} seen in ${n.toLocaleString('en-US')} rows.`;
}

/** What a method did to the scores, on rows that its map has not seen. */
export function afterSentence(differences: readonly Difference[], method: string, how: string): Sentence {
  const loss = differences.find(({ metric }) => metric === 'log_loss')!;
  const error = differences.find(({ metric }) => metric.endsWith('calibration_error'))!;
  const text = (difference: Difference, name: string): string =>
    `${name} from ${numberText(difference.before)} to ${numberText(difference.after)} (difference ${estimateText(difference)})`;
  if (Number.isNaN(loss.value)) {
    return {
      block: 'sentence',
      tone: 'plain',
      text: `Recalibrated by ${method}, ${how}; scores before were no probabilities, so there is nothing to compare with.`,
    };
  }
  const moves = `${text(error, 'calibration error')}, ${text(loss, 'log loss')}`;
  const verdict = {
    better: 'improves the scores',
    worse: 'makes the scores worse',
    undecided: 'makes no difference that this sample can tell',
    '': 'leaves too few rows to tell',
  }[loss.verdict];
  return {
    block: 'sentence',
    tone: loss.verdict === '' ? 'undecided' : loss.verdict,
    text: `Recalibration by ${method}, ${how}, ${verdict}: ${moves}.`,
  };
}

function estimateText({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }): string {
  return intervalText(value, low, high);
}

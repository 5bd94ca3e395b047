import type { Output } from '../../cells/output.ts';

/** How what was computed here differs from what came with a link. */
export interface Difference {
  /** Numbers that both have. */
  readonly numbers: number;
  /** Those of them that are not the same to the last digit. */
  readonly differing: number;
  /** The largest difference, against the larger of the two numbers. */
  readonly largest: number;
  /** There is something else besides: other rows, words, columns. */
  readonly otherwise: boolean;
}

/** Keys that say how a thing is shown, or what does not travel. */
const apart = new Set([
  'clause',
  'selecting',
  'left',
  'bytes',
  'elsewhere',
  'head',
  'distinct',
  'min',
  'max',
  'bins',
  'top',
  'image',
  'selects',
  'printed',
  'constraints',
]);

/** Compares all that both outputs hold; null where nothing differs. */
export function outputDifference(here: Output, arrived: Output): Difference | null {
  const found = { numbers: 0, differing: 0, largest: 0, otherwise: false };
  compare(here, arrived, found);
  return found.differing === 0 && !found.otherwise ? null : found;
}

function compare(here: unknown, arrived: unknown, found: { -readonly [K in keyof Difference]: Difference[K] }): void {
  if (typeof here === 'number' && typeof arrived === 'number') {
    found.numbers++;
    if (Object.is(here, arrived)) return;
    found.differing++;
    const size = Math.abs(here - arrived) / Math.max(Math.abs(here), Math.abs(arrived));
    found.largest = Math.max(found.largest, Number.isFinite(size) ? size : 1);
    return;
  }
  if (typeof here !== 'object' || typeof arrived !== 'object' || here === null || arrived === null) {
    found.otherwise ||= here !== arrived;
    return;
  }
  const keys = new Set([...Object.keys(here), ...Object.keys(arrived)]);
  for (const key of keys) {
    if (apart.has(key) && !Array.isArray(here)) continue;
    compare(memberOf(here, key), memberOf(arrived, key), found);
  }
}

function memberOf(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** The difference in words. */
export function differenceText({ numbers, differing, largest, otherwise }: Difference): string {
  if (differing === 0) return 'It says something else than what came with the link.';
  const share = largest < 1e-9 ? 'in the last digits' : `by at most ${percent(largest)}`;
  return `${differing.toLocaleString('en-US')} of ${numbers.toLocaleString('en-US')} numbers differ ${share} from those that came with the link${otherwise ? ', and so do its rows or words' : ''}.`;
}

function percent(share: number): string {
  const value = 100 * share;
  return `${value >= 1 ? value.toFixed(1) : value.toPrecision(1)}%`;
}

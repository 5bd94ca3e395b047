import { CsvScanner } from './csv-scanner.ts';

const candidates = [',', ';', '\t', '|'] as const;
const enoughRecords = 50;

/**
 * Finds the character between cells from the start of a text: of those that split the first record, the one that splits
 * most of the first 50 records into equally many cells, then into more. `preferred` where nothing splits the first record.
 */
export function sniffDelimiter(head: Uint8Array, preferred: ',' | '\t'): string {
  let best: string = preferred;
  let most = [0, 0];
  for (const candidate of [preferred, ...candidates]) {
    const widths = recordWidths(head, candidate);
    const first = widths[0] ?? 1;
    if (first < 2) continue;
    const score = [widths.filter((width) => width === first).length / widths.length, first];
    if (score[0]! > most[0]! || (score[0] === most[0] && score[1]! > most[1]!)) {
      best = candidate;
      most = score;
    }
  }
  return best;
}

/** Cells of each of the first whole records; of the only one where the text holds no line end. */
function recordWidths(head: Uint8Array, delimiter: string): number[] {
  const widths: number[] = [];
  let width = 0;
  const scanner = new CsvScanner(delimiter.charCodeAt(0), {
    cell: () => void width++,
    record: () => {
      if (widths.length < enoughRecords) widths.push(width);
      width = 0;
    },
    blank: () => undefined,
    untidy: () => undefined,
  });
  scanner.push(head);
  return widths.length === 0 ? [width + 1] : widths;
}

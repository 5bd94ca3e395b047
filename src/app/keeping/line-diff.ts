/** A line of two texts side by side: in both, only in the one before (`-`), or only in the one after (`+`). */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Beyond so many pairs of lines the middle is given as replaced. */
const mostPairs = 4e6;

/** The lines that lead from one text to another, with the fewest signs by their longest common subsequence. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [old, young] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < old.length && head < young.length && old[head] === young[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < young.length - head && old.at(-1 - tail) === young.at(-1 - tail)) tail++;
  return [
    ...signed(' ', old.slice(0, head)),
    ...middle(old.slice(head, old.length - tail), young.slice(head, young.length - tail)),
    ...signed(' ', old.slice(old.length - tail)),
  ];
}

/** How many lines were added and removed. */
export function countDiff(lines: readonly DiffLine[]): { readonly added: number; readonly removed: number } {
  let added = 0;
  let removed = 0;
  for (const { sign } of lines) {
    if (sign === '+') added++;
    if (sign === '-') removed++;
  }
  return { added, removed };
}

/** Only the changed lines and `around` lines beside them; null stands for lines that were left out. */
export function hunksOf(lines: readonly DiffLine[], around: number): readonly (DiffLine | null)[] {
  const shown = new Uint8Array(lines.length);
  lines.forEach(({ sign }, at) => sign !== ' ' && shown.fill(1, Math.max(0, at - around), at + around + 1));
  const hunks: (DiffLine | null)[] = [];
  lines.forEach((line, at) => {
    if (shown[at] === 1) hunks.push(line);
    else if (hunks.length > 0 && hunks.at(-1) !== null) hunks.push(null);
  });
  if (hunks.at(-1) === null) hunks.pop();
  return hunks;
}

function middle(old: readonly string[], young: readonly string[]): readonly DiffLine[] {
  if (old.length * young.length > mostPairs) return [...signed('-', old), ...signed('+', young)];
  const width = young.length + 1;
  // Longest common subsequence of what follows each pair of places.
  const longest = new Uint32Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row--) {
    for (let at = young.length - 1; at >= 0; at--) {
      longest[row * width + at] =
        old[row] === young[at]
          ? longest[(row + 1) * width + at + 1]! + 1
          : Math.max(longest[(row + 1) * width + at]!, longest[row * width + at + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let [row, at] = [0, 0];
  while (row < old.length && at < young.length) {
    if (old[row] === young[at]) {
      lines.push({ sign: ' ', text: old[row++]! });
      at++;
    } else if (longest[(row + 1) * width + at]! >= longest[row * width + at + 1]!) lines.push({ sign: '-', text: old[row++]! });
    else lines.push({ sign: '+', text: young[at++]! });
  }
  return [...lines, ...signed('-', old.slice(row)), ...signed('+', young.slice(at))];
}

function signed(sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ sign, text }));
}

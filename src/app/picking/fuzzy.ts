/** How well a text answers to what was typed: higher is better, null is not at all. Letters may be left out, not turned round. */
export function fuzzyScore(typed: string, text: string): number | null {
  const wanted = fold(typed);
  const found = fold(text);
  if (wanted === '') return 0;
  const at = found.indexOf(wanted);
  if (at !== -1) return (isStart(found, at) ? 200 : 100) - Math.min(at, 50) - found.length / 100;
  return scattered(wanted, found);
}

/** The letters in their order, each best at the start of a word or right behind the one before. */
function scattered(wanted: string, found: string): number | null {
  let score = 0;
  let from = 0;
  let before = -2;
  for (const letter of wanted.replaceAll(' ', '')) {
    let at = found.indexOf(letter, from);
    if (at === -1) return null;
    const start = startFrom(found, letter, from);
    if (at !== before + 1 && start !== -1) at = start;
    score += at === before + 1 ? 3 : isStart(found, at) ? 4 : -1;
    before = at;
    from = at + 1;
  }
  return score < wanted.length ? null : score - found.length / 100;
}

function startFrom(found: string, letter: string, from: number): number {
  for (let at = from; at < found.length; at++) if (found[at] === letter && isStart(found, at)) return at;
  return -1;
}

function isStart(found: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(found[at - 1]!);
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

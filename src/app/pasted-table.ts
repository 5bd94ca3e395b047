/** A pasted text as a file, named by what parts its cells; null where it is no table of two lines and two columns. */
export function pastedTable(text: string): File | null {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  if (/^\s*[[{]/.test(text)) return new File([text], 'pasted.json', { type: 'application/json' });
  if (lines.every((line) => line.includes('\t'))) return new File([text], 'pasted.tsv', { type: 'text/tab-separated-values' });
  return lines.every((line) => /[,;|]/.test(line)) ? new File([text], 'pasted.csv', { type: 'text/csv' }) : null;
}

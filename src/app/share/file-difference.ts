import { sizeText } from './file-words.ts';

/** A file, as far as it is known. */
export interface FileKnown {
  readonly bytes: number | null;
  readonly rows?: number;
  readonly columns?: readonly string[];
}

const mostNamed = 6;
const mostLetters = 60;

/** What a file has that another of its name had not, in sentences: size, rows, columns; null where only its content is known to differ. */
export function fileDifference(here: FileKnown, known: FileKnown): string | null {
  const counts = [rowsDiffer(here, known), sizeDiffers(here, known)].filter((part) => part !== null);
  const columns = columnsDiffer(here.columns, known.columns);
  const isShapeKnown = here.rows !== undefined && known.rows !== undefined && here.columns !== undefined && known.columns !== undefined;
  const isSameShape = isShapeKnown && here.rows === known.rows && columns.length === 0;
  const sentences = [
    ...(counts.length === 0 ? [] : [`It has ${counts.join(', and ')}.`]),
    ...columns,
    ...(isSameShape ? ['The same shape, other content.'] : []),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

function rowsDiffer({ rows: here }: FileKnown, { rows: known }: FileKnown): string | null {
  if (here === undefined || known === undefined || here === known) return null;
  return `${here.toLocaleString('en-US')} ${here === 1 ? 'row' : 'rows'}, not ${known.toLocaleString('en-US')}`;
}

function sizeDiffers({ bytes: here }: FileKnown, { bytes: known }: FileKnown): string | null {
  if (here === null || known === null || here === known) return null;
  if (sizeText(here) !== sizeText(known)) return `${sizeText(here)}, not ${sizeText(known)}`;
  return `${here.toLocaleString('en-US')} bytes, not ${known.toLocaleString('en-US')}`;
}

function columnsDiffer(here: readonly string[] | undefined, known: readonly string[] | undefined): readonly string[] {
  if (here === undefined || known === undefined) return [];
  const [has, had] = [new Set(here), new Set(known)];
  const missing = known.filter((name) => !has.has(name));
  const added = here.filter((name) => !had.has(name));
  if (missing.length > 0 || added.length > 0) return [...columnsAre(missing, 'missing'), ...columnsAre(added, 'new')];
  return here.every((name, at) => name === known[at]) ? [] : ['Its columns stand in another order.'];
}

function columnsAre(names: readonly string[], what: string): readonly string[] {
  if (names.length === 0) return [];
  const named = names.slice(0, mostNamed).map((name) => (name.length > mostLetters ? `${name.slice(0, mostLetters)}…` : name));
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return [`${names.length === 1 ? 'The column' : 'The columns'} ${named.join(', ')}${more} ${names.length === 1 ? 'is' : 'are'} ${what}.`];
}

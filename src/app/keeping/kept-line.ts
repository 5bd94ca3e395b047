/** What is known of where the text is kept. */
export interface KeptFacts {
  readonly trouble: 'denied' | 'full' | null;
  /** When this browser last kept it. */
  readonly kept: number | null;
  /** The file that it was saved to, and whether the text has changed since. */
  /** Files that the notebook has from this browser's store. */
  readonly attached: readonly string[];
  readonly file: { readonly name: string; readonly at: number; readonly changed: boolean } | null;
}

/** One line on where the text is kept: `saved 10:42 to review.md`, `kept 10:43, not yet in review.md`, `kept 10:43`. */
export function keptLine({ trouble, kept, file, attached }: KeptFacts, clock: (time: number) => string): string {
  if (file !== null && !file.changed) return `saved ${clock(file.at)} to ${file.name}`;
  if (trouble !== null) return file === null ? 'not kept' : `not yet in ${file.name}`;
  if (kept === null && file === null) return attached.length === 0 ? '' : `${named(attached)} from this browser’s store`;
  if (kept === null) return `not yet in ${file?.name}`;
  return `kept ${clock(kept)}${file === null ? '' : `, not yet in ${file.name}`}`;
}

function named(names: readonly string[]): string {
  return names.length > 2 ? `${names.length} files` : names.join(' and ');
}

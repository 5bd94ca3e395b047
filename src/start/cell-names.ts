/** Gives names that are not taken yet; each name is given once. */
export class CellNames {
  private readonly taken: Set<string>;
  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  fresh(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.taken.has(name); number++) name = `${wanted}_${number}`;
    this.taken.add(name);
    return name;
  }

  /** A name for the cell that reads a file, from the file's. */
  forFile(file: string): string {
    const base = file
      .replace(/^.*[/\\]/, '')
      .replace(/\..*$/, '')
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '')
      .slice(0, 40);
    return this.fresh(base === '' || base === 'none' ? 'data' : base);
  }
}

/** A title from a file's name: `credit-scores_2024.csv` is Credit scores 2024. */
export function titleOf(file: string): string {
  const words = file
    .replace(/^.*[/\\]/, '')
    .replace(/(?:\.(?:csv|tsv|tab|txt|json|jsonl|ndjson|parquet|zip|gz))+$/i, '')
    .replace(/[\s_-]+/g, ' ')
    .replace(/[{}`\r\n]/g, '')
    .trim();
  return words === '' ? 'Untitled' : words.charAt(0).toUpperCase() + words.slice(1);
}

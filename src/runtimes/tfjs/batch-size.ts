const mostInputBytes = 16 * 2 ** 20;
const mostLayerBytes = 64 * 2 ** 20;
const firstRows = 1024;
const shortMs = 100;

/**
 * How many rows go through a network at once: at most 16 MB of input and 64 MB in its widest layer. Starts with 1,024 rows
 * and grows fourfold while a batch takes under 0.1 s, so that a run can be stopped soon on a slow backend.
 */
export class BatchSize {
  rows: number;
  private readonly most: number;

  /** `inputElements` and `widestElements` are values per row; `fixed` is the batch that the network insists on. */
  constructor(
    inputElements: number,
    widestElements: number,
    private readonly fixed: number | null,
  ) {
    const byInput = mostInputBytes / (4 * Math.max(1, inputElements));
    const byLayer = mostLayerBytes / (4 * Math.max(1, widestElements));
    this.most = Math.max(1, Math.floor(Math.min(byInput, byLayer)));
    this.rows = fixed ?? Math.min(firstRows, this.most);
  }

  /** Takes note of how long a batch of `rows` took. */
  took(ms: number): void {
    if (this.fixed === null && ms < shortMs) this.rows = Math.min(this.most, this.rows * 4);
  }
}

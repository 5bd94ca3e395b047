import { sha256 } from 'hash-wasm';
import type { FileRead } from '../../engine/files-read.ts';
import { carriedFiles } from '../../report/carried/carried-file.ts';
import type { CarriedFile } from '../../report/carried/carried.ts';
import { carriedOutputs, encodeResults, rowsToCarry, type RowsToCarry } from '../../report/carried/carry-results.ts';
import type { Workbench } from '../workbench.svelte.ts';

/** What a link of this notebook can carry beside the text. */
export interface ResultsToShare {
  /** The parts of the link: with results, with their first rows too, and with nothing but what is said of the files. */
  readonly part: string;
  readonly partWithRows: string;
  readonly filesOnly: string | null;
  readonly files: readonly CarriedFile[];
  /** How many cells and texts show something that travels. */
  readonly outputs: number;
  readonly rows: readonly RowsToCarry[];
}

/** Packs what the page shows now; only files that the notebook's address does not lead to are told of. */
export async function resultsToShare(workbench: Workbench): Promise<ResultsToShare> {
  const { notebook, text } = workbench;
  const results = [...workbench.results.values()];
  const read = await workbench.engine.call('files', null).catch((): readonly FileRead[] => []);
  const files = carriedFiles(read, (cell) => workbench.results.get(cell)?.output);
  const known = files.length > 0 ? files : (workbench.arrived?.carried?.files ?? []);
  const to = { notebook, sha256: await sha256(text), files: known };
  return {
    part: encodeResults({ ...to, results, rows: false }),
    partWithRows: encodeResults({ ...to, results, rows: true }),
    filesOnly: known.length === 0 ? null : encodeResults({ ...to, results: [], rows: false }),
    files: known,
    outputs: carriedOutputs({ notebook, results, rows: false }).length,
    rows: rowsToCarry(notebook, results),
  };
}

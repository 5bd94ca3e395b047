import { sha256 } from 'hash-wasm';
import { LinkError } from '../../notebook/link-code.ts';
import { parseNotebook } from '../../notebook/parse-notebook.ts';
import type { Carried } from '../../report/carried/carried.ts';
import { readCarried } from '../../report/carried/read-carried.ts';
import { kindNames } from '../kind-names.ts';

/** What came with a link beside its notebook, or why nothing of it is shown. */
export interface Arrived {
  /** The text that it belongs to. */
  readonly text: string;
  readonly carried: Carried | null;
  /** Why the results did not arrive. */
  readonly trouble: string | null;
}

/** Reads what came with a link. The notebook opens whatever is wrong with it. */
export async function readArrived(encoded: string, text: string): Promise<Arrived> {
  try {
    return { text, carried: readCarried(encoded, parseNotebook(text, kindNames), await sha256(text)), trouble: null };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { text, carried: null, trouble: error.message };
  }
}

import { readFile } from 'node:fs/promises';
import type { JsonReport } from '../report/json.ts';
import { readResults } from '../report/read-results.ts';
import { UsageError } from './arguments.ts';

/** Reads the JSON of a run; throws `UsageError` where there is none. */
export async function storedResults(file: string): Promise<JsonReport> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`no file ${file}`);
  });
  try {
    return readResults(file, text);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

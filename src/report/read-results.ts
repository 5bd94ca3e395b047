import type { JsonReport } from './json.ts';

/** Reads the JSON of a run; throws a sentence that names `name` where it is none. */
export function readResults(name: string, text: string): JsonReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is no JSON (${error instanceof Error ? error.message : String(error)})`, { cause: error });
  }
  const isReport = typeof value === 'object' && value !== null && 'assay' in value && 'cells' in value && Array.isArray(value.cells);
  if (!isReport) throw new Error(`${name} holds no results of a run; assay run NOTEBOOK.md --json ${name} writes them`);
  const report = value as JsonReport;
  if (report.assay !== 1) throw new Error(`${name} was written by a newer version of Assay`);
  return report;
}

import type { TableOutput } from '../../cells/output.ts';
import type { CellResult } from '../result.ts';

/** Values that are counted before a table is shown; of larger ones the page asks for what it has on screen. */
const mostCounted = 500_000;

/** A result as it goes to the page: with the size of its table, and of a large one without what would have to be counted first. */
export function withTableForPage(result: CellResult): CellResult {
  const { output } = result;
  if (output?.type !== 'table' || output.layout !== 'rows') return result;
  return { ...result, output: tableForPage(output, result.bytes) };
}

/** Getters of the summaries count when they are read, and a copy that crosses to the page reads them. */
export function tableForPage({ columns, ...rest }: TableOutput, bytes?: number): TableOutput {
  // What is selected changes at every move of a hand, and is counted when it rests.
  const counted = rest.left === undefined && rest.total * columns.length <= mostCounted;
  const outlined = counted ? columns : columns.map(outlineOf);
  return { ...rest, columns: outlined, ...(bytes === undefined ? {} : { bytes }) };
}

function outlineOf({ name, type, role, missing }: TableOutput['columns'][number]): TableOutput['columns'][number] {
  return { name, type, missing, ...(role === undefined ? {} : { role }) };
}

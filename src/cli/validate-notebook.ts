import { catalogue } from '../engine/catalogue.ts';
import { Planner } from '../engine/plan.ts';
import { exit } from './exit-code.ts';
import { readNotebook, type Streams } from './run-notebook.ts';

/** Checks a notebook's form without running it: names, keys, references. One line a problem, as `file:line:column: sentence`. */
export async function validateNotebook(path: string, streams: Streams): Promise<number> {
  const notebook = await readNotebook(path);
  const failures = new Planner(catalogue.kinds)
    .plan(notebook)
    .flatMap((cell) => (cell.failure === null ? [] : [{ ...cell.failure, cell: cell.block.id }]));
  for (const problem of notebook.problems)
    streams.out(`${path}:${problem.range.start.line}:${problem.range.start.column}: ${problem.message}${hint(problem.hint)}\n`);
  for (const failure of failures)
    streams.out(`${path}:${failure.line}:${failure.column}: ${failure.cell}: ${failure.message}${hint(failure.hint)}\n`);
  const count = failures.length + notebook.problems.length;
  if (count === 0) streams.err(`${path}: ${notebook.blocks.filter((block) => block.type === 'cell').length} cells, no problems\n`);
  return count === 0 ? exit.passed : exit.broken;
}

function hint(text: string | undefined): string {
  return text === undefined ? '' : `; ${text}`;
}

import { Memory } from '../engine/memory.ts';
import { encodeLink, withResults } from '../notebook/link.ts';
import { carriedFiles } from '../report/carried/carried-file.ts';
import { encodeResults } from '../report/carried/carry-results.ts';
import { runArguments, UsageError } from './arguments.ts';
import { isArchive, readBundle } from './bundle-file.ts';
import { exit, exitCodeOf } from './exit-code.ts';
import { byReference, evaluateNotebook, readNotebook, type Streams } from './run-notebook.ts';

/** What changes no number of the text, and writes nothing: the results belong to the notebook as it is. */
const runFlags = /^--(?:rows|data|backend|allow-code(?:=.*)?)$/;
const longest = 64_000;

/** Prints the part of a link behind the page's address: the text alone, or with the results of a run of it. */
export async function linkNotebook(words: readonly string[], streams: Streams): Promise<number> {
  const run = words.filter((word) => word !== '--with-results');
  const isWithResults = run.length < words.length;
  const unknown = run.find((word) => word.startsWith('--') && !(isWithResults && runFlags.test(word)));
  if (unknown !== undefined)
    throw new UsageError(
      runFlags.test(unknown) ? `${unknown} needs --with-results` : `assay link takes no ${unknown}; assay help lists what it takes`,
    );
  const given = runArguments(run);
  if (given.others.length > 0) throw new UsageError('name one NOTEBOOK.md');
  const notebook = await readNotebook(given.notebook);
  const link = `#nb=${encodeLink(notebook.text)}`;
  if (!isWithResults) {
    streams.out(`${link}\n`);
    return exit.passed;
  }
  const bundle = isArchive(given.notebook) ? await readBundle(given.notebook) : null;
  const data = byReference(notebook, given.data);
  const { run: ran } = await evaluateNotebook(notebook, new Map(), { ...given, data }, streams, new Memory(Infinity), bundle);
  const outputs = new Map(ran.results.map(({ cell, output }) => [cell, output]));
  const files = carriedFiles(ran.files ?? [], (cell) => outputs.get(cell));
  const whole = withResults(link, encodeResults({ notebook, sha256: ran.sha256, results: ran.results, files, rows: given.rows }));
  if (whole.length > longest) {
    const size = `the link would have ${whole.length.toLocaleString('en-US')} characters, over ${longest.toLocaleString('en-US')}`;
    throw new UsageError(`${size}; leave out ${given.rows ? '--rows' : 'the results'}, or use assay run with --html or --bundle`);
  }
  streams.out(`${whole}\n`);
  return exitCodeOf(ran.results, [], true);
}

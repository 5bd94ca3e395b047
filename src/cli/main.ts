import { decodeLink, fragmentOfLink, LinkError, parseFragment } from '../notebook/link.ts';
import { runArguments, UsageError, type RunArguments } from './arguments.ts';
import { exit } from './exit-code.ts';
import { linkNotebook } from './link-notebook.ts';
import { newNotebook } from './new-notebook.ts';
import { NoWebGpu } from './node-platform.ts';
import { runNotebook, writeOut, type Streams } from './run-notebook.ts';
import { runNotebooks } from './run-notebooks.ts';
import { validateNotebook } from './validate-notebook.ts';
import { verifyResults } from './verify-results.ts';
import { watchNotebook } from './watch-notebook.ts';

const usage = `assay run NOTEBOOK.md… [--json F] [--html F] [--junit F] [--markdown F] [--ipynb F] [--bundle F.zip]
          [--rows] [--app ADDRESS]
          [--data name=FILE]… [--set input=value]… [--backend auto|webgpu|wasm|cpu] [--allow-undecided]
          [--baseline RESULTS.json [--update-baseline] [--tolerance N]] [--watch]
          [--fail-on-findings critical|high|medium|low]
          [--allow-code[=SHA256,…]]
          [--table NAME[.PART]=F.csv|tsv|json|md|parquet]… [--chart NAME=F.svg]… [--charts FOLDER]
NOTEBOOK may be an archive that --bundle or the page wrote: it reads what is inside.

assay validate NOTEBOOK.md     check its form without running it
assay verify NOTEBOOK.md RESULTS.json   say which stored results are current, without running
assay link NOTEBOOK.md [--with-results [--rows] [--data name=FILE]… [--backend B] [--allow-code[=SHA256,…]]]
                               print the part of a link behind the page's address, with results of a run in it
assay unlink LINK [FILE]       print the notebook of a link, or write it into a file
assay new DATA… [--model F]    print a notebook that reads and measures these files

F may be - for standard output; of several notebooks, which run side by side, F holds {name}. Exit 0: every check
passes. 1: a check failed, is undecided without --allow-undecided, a number is worse than in the baseline, or --fail-on-findings
found an open one.
2: the notebook, its data or a check is in error. 3: a file is missing.
`;

const terminal: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: process.stderr.isTTY === true,
};

/** Runs a command line (the words behind `assay`) and gives its exit code; nothing but what was asked for goes to standard output. */
export async function main(words: readonly string[], streams: Streams = terminal): Promise<number> {
  try {
    return await command(words, streams);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof LinkError || error instanceof NoWebGpu)) throw error;
    streams.err(`${error.message}\n`);
    return exit.broken;
  }
}

async function command([name, ...rest]: readonly string[], streams: Streams): Promise<number> {
  switch (name) {
    case 'run':
      return run(runArguments(rest), rest, streams);
    case 'validate':
      return validateNotebook(only(rest, 'NOTEBOOK.md'), streams);
    case 'verify':
      return verifyResults(rest, streams);
    case 'link':
      return linkNotebook(rest, streams);
    case 'unlink':
      return unlink(rest, streams);
    case 'new':
      return newNotebook(rest, streams);
    case 'help':
    case '--help':
      streams.out(usage);
      return exit.passed;
    default:
      throw new UsageError(`${name === undefined ? 'name a command' : `no command ${name}`}\n\n${usage}`);
  }
}

function run(given: RunArguments, words: readonly string[], streams: Streams): Promise<number> {
  if (given.others.length > 0) return runNotebooks(given, words, streams);
  return given.watch ? watchNotebook(given, streams) : runNotebook(given, streams);
}

function only(words: readonly string[], what: string): string {
  const [word, more] = words;
  if (word === undefined || more !== undefined) throw new UsageError(`name one ${what}`);
  return word;
}

async function unlink([link, file, more]: readonly string[], streams: Streams): Promise<number> {
  if (link === undefined || more !== undefined) throw new UsageError('give the link, as in assay unlink "https://…#nb=…" notebook.md');
  const fragment = parseFragment(fragmentOfLink(link));
  if (fragment.kind !== 'nb') throw new UsageError('this link carries no notebook: it has no #nb=');
  const text = decodeLink(fragment.payload);
  if (file === undefined) streams.out(text);
  else await writeOut(file, text);
  return exit.passed;
}

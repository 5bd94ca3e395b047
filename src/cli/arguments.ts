/** What the command line asked for. */
export interface RunArguments {
  readonly notebook: string;
  readonly reports: ReadonlyMap<ReportFormat, string>;
  readonly data: ReadonlyMap<string, string>;
  /** Values of inputs as they were written. */
  readonly set: ReadonlyMap<string, string>;
  readonly backend: 'auto' | 'webgpu' | 'wasm' | 'cpu';
  readonly allowUndecided: boolean;
  readonly rows: boolean;
}

export type ReportFormat = 'json' | 'html' | 'junit' | 'markdown' | 'ipynb';

/** A command line that cannot be understood; the message says the way out. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const reportFlags: readonly ReportFormat[] = ['json', 'html', 'junit', 'markdown', 'ipynb'];
const backends = ['auto', 'webgpu', 'wasm', 'cpu'] as const;

/** Understands the words after `run` or `validate`; throws `UsageError` naming the word that it cannot take. */
export function runArguments(words: readonly string[]): RunArguments {
  const reports = new Map<ReportFormat, string>();
  const data = new Map<string, string>();
  const set = new Map<string, string>();
  let notebook: string | null = null;
  let backend: RunArguments['backend'] = 'auto';
  let allowUndecided = false;
  let rows = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const value = (): string => valueAfter(words, at++);
    const report = reportFlags.find((flag) => word === `--${flag}`);
    if (report !== undefined) reports.set(report, value());
    else if (word === '--data') data.set(...pairOf(word, value()));
    else if (word === '--set') set.set(...pairOf(word, value()));
    else if (word === '--backend') backend = backendOf(value());
    else if (word === '--allow-undecided') allowUndecided = true;
    else if (word === '--rows') rows = true;
    else if (word.startsWith('-')) throw new UsageError(`no flag ${word}; assay help lists them`);
    else if (notebook === null) notebook = word;
    else throw new UsageError(`one notebook at a time: ${notebook} and ${word} are two`);
  }
  if (notebook === null) throw new UsageError('name the notebook, as in assay run notebook.md');
  return { notebook, reports, data, set, backend, allowUndecided, rows };
}

function valueAfter(words: readonly string[], at: number): string {
  const value = words[at + 1];
  if (value === undefined || (value.startsWith('--') && value.length > 2)) throw new UsageError(`${words[at]} needs a value`);
  return value;
}

function pairOf(flag: string, text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`${flag} takes name=value, not ${text}`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function backendOf(text: string): RunArguments['backend'] {
  const backend = backends.find((name) => name === text);
  if (backend === undefined) throw new UsageError(`no backend ${text}; there are ${backends.join(', ')}`);
  return backend;
}

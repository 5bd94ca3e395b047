import { severities } from '../report/findings.ts';
import type { ResultFiles } from './result-files.ts';
import type { AllowedCode } from './run-code.ts';

/** What the command line asked for. */
export interface RunArguments {
  readonly notebook: string;
  readonly reports: ReadonlyMap<ReportFormat, string>;
  readonly data: ReadonlyMap<string, string>;
  /** Tables and charts that are written as files. */
  readonly files: ResultFiles;
  /** Values of inputs as they were written. */
  readonly set: ReadonlyMap<string, string>;
  readonly backend: 'auto' | 'webgpu' | 'wasm' | 'cpu';
  readonly allowUndecided: boolean;
  readonly rows: boolean;
  /** Further notebooks of the same command. */
  readonly others: readonly string[];
  /** Results of the run that was last accepted. */
  readonly baseline: string | null;
  readonly updateBaseline: boolean;
  readonly tolerance: number | null;
  readonly watch: boolean;
  /** Open findings of this severity or a worse one fail the build. */
  readonly failOnFindings: (typeof severities)[number] | null;
  /** Code cells that may run. */
  readonly allowCode: AllowedCode;
  /** Address of the page that reports lead back to. */
  readonly app: string | null;
}

export type ReportFormat = 'json' | 'html' | 'junit' | 'markdown' | 'ipynb' | 'bundle';

/** A command line that cannot be understood; the message says the way out. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const reportFlags: readonly ReportFormat[] = ['json', 'html', 'junit', 'markdown', 'ipynb', 'bundle'];
const backends = ['auto', 'webgpu', 'wasm', 'cpu'] as const;

/** Understands the words after `run` or `validate`; throws `UsageError` naming the word that it cannot take. */
export function runArguments(words: readonly string[]): RunArguments {
  const reports = new Map<ReportFormat, string>();
  const data = new Map<string, string>();
  const set = new Map<string, string>();
  const tables = new Map<string, string>();
  const charts = new Map<string, string>();
  let chartFolder: string | null = null;
  let notebook: string | null = null;
  let backend: RunArguments['backend'] = 'auto';
  let allowUndecided = false;
  let rows = false;
  let baseline: string | null = null;
  let updateBaseline = false;
  let tolerance: number | null = null;
  let watch = false;
  let app: string | null = null;
  let allowCode: AllowedCode = new Set();
  let failOnFindings: RunArguments['failOnFindings'] = null;
  const others: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const value = (): string => valueAfter(words, at++);
    const report = reportFlags.find((flag) => word === `--${flag}`);
    if (report !== undefined) reports.set(report, value());
    else if (word === '--data') data.set(...pairOf(word, value()));
    else if (word === '--table') tables.set(...pairOf(word, value()));
    else if (word === '--chart') charts.set(...pairOf(word, value()));
    else if (word === '--charts') chartFolder = value();
    else if (word === '--set') set.set(...pairOf(word, value()));
    else if (word === '--backend') backend = backendOf(value());
    else if (word === '--allow-undecided') allowUndecided = true;
    else if (word === '--rows') rows = true;
    else if (word === '--baseline') baseline = value();
    else if (word === '--update-baseline') updateBaseline = true;
    else if (word === '--tolerance') tolerance = toleranceOf(value());
    else if (word === '--fail-on-findings') failOnFindings = severityOf(value());
    else if (word === '--watch') watch = true;
    else if (word === '--allow-code') allowCode = 'all';
    else if (word.startsWith('--allow-code=')) allowCode = hashesOf(word.slice('--allow-code='.length));
    else if (word === '--app') app = addressOf(value());
    else if (word.startsWith('-')) throw new UsageError(`no flag ${word}; assay help lists them`);
    else if (notebook === null) notebook = word;
    else others.push(word);
  }
  if (notebook === null) throw new UsageError('name the notebook, as in assay run notebook.md');
  if (updateBaseline && baseline === null) throw new UsageError('--update-baseline needs --baseline FILE, the file to write');
  if (tolerance !== null && baseline === null) throw new UsageError('--tolerance needs --baseline FILE, the run to compare with');
  const files: ResultFiles = { tables, charts, chartFolder };
  if (others.length > 0)
    requireNames([...reports, ...pathsOf(files), ...(baseline === null ? [] : [['baseline', baseline] as const])], watch);
  return {
    notebook,
    others,
    reports,
    data,
    files,
    set,
    backend,
    allowUndecided,
    rows,
    baseline,
    updateBaseline,
    tolerance,
    watch,
    failOnFindings,
    allowCode,
    app,
  };
}

function pathsOf({ tables, charts, chartFolder }: ResultFiles): (readonly [flag: string, path: string])[] {
  const named = (flag: string, files: ReadonlyMap<string, string>) => [...files].map(([name, path]) => [`${flag} ${name}`, path] as const);
  return [...named('table', tables), ...named('chart', charts), ...(chartFolder === null ? [] : [['charts', chartFolder] as const])];
}

/** Several notebooks may not write into one file. */
function requireNames(files: readonly (readonly [flag: string, path: string])[], watch: boolean): void {
  if (watch) throw new UsageError('--watch takes one notebook');
  const shared = files.find(([, path]) => !path.includes('{name}'));
  if (shared !== undefined)
    throw new UsageError(
      `--${shared[0]} ${shared[1]} would be written by several notebooks; put {name} into it, as in reports/{name}.json`,
    );
}

function addressOf(text: string): string {
  if (!/^https?:\/\/[^\s#]+$/.test(text))
    throw new UsageError(`--app takes the address of the page, as https://example.org/assay/, not ${text}`);
  return text;
}

function severityOf(text: string): (typeof severities)[number] {
  const severity = severities.find((word) => word === text);
  if (severity === undefined) throw new UsageError(`no severity ${text}; there are ${severities.join(', ')}`);
  return severity;
}

function hashesOf(text: string): ReadonlySet<string> {
  const hashes = text.toLowerCase().split(',');
  const wrong = hashes.find((hash) => !/^[0-9a-f]{64}$/.test(hash));
  if (wrong !== undefined)
    throw new UsageError(
      `--allow-code takes the SHA-256 of code, 64 digits each and parted by commas, not ${wrong === '' ? 'nothing' : wrong}`,
    );
  return new Set(hashes);
}

function toleranceOf(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new UsageError(`--tolerance takes a number from 0, not ${text}`);
  return value;
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

import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../src/cli/main.ts';
import reference from './reference/examples.json' with { type: 'json' };

interface Table {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly total: number;
}

interface Report {
  readonly assay: number;
  readonly notebook: { readonly title: string; readonly sha256: string };
  readonly cells: readonly {
    readonly name: string;
    readonly kind: string;
    readonly state: string;
    readonly tables?: Readonly<Record<string, Table>>;
  }[];
  readonly checks: { readonly passed: number; readonly failed: number; readonly errors: number };
}

const folder = mkdtempSync(join(tmpdir(), 'assay-notebooks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = readdirSync('notebooks').filter((name) => statSync(join('notebooks', name)).isDirectory());
const reports = new Map<string, Promise<{ code: number; html: string; report: Report }>>();

function run(name: string): Promise<{ code: number; html: string; report: Report }> {
  const known = reports.get(name);
  if (known !== undefined) return known;
  const file = join(folder, `${name}.json`);
  const page = join(folder, `${name}.html`);
  const running = main(['run', join('notebooks', name, 'notebook.md'), '--json', file, '--html', page]).then((code) => ({
    code,
    html: readFileSync(page, 'utf8'),
    report: JSON.parse(readFileSync(file, 'utf8')) as Report,
  }));
  reports.set(name, running);
  return running;
}

/** Rows of a table as objects. */
async function rowsOf(notebook: string, cell: string, part = cell): Promise<readonly Record<string, unknown>[]> {
  const { report } = await run(notebook);
  const table = report.cells.find(({ name }) => name === cell)?.tables?.[part];
  if (table === undefined) throw new Error(`${notebook} reports no ${part}`);
  return table.rows.map((row) => Object.fromEntries(table.columns.map(({ name }, at) => [name, row[at]])));
}

async function valueOf(notebook: string, wanted: { metric: string; slice?: string; class?: string }): Promise<number> {
  const { metric, slice = 'all', class: label = '' } = wanted;
  const found = (await rowsOf(notebook, 'quality')).filter(
    (row) => row['metric'] === metric && row['slice'] === slice && (row['class'] ?? '') === label,
  );
  expect(found).toHaveLength(1);
  return Number(found[0]!['value']);
}

describe.each(names)('the notebook %s, headless', (name) => {
  it('runs every cell and passes every check', async () => {
    const { code, html, report } = await run(name);
    expect(html.match(/class="live none"[^<]*<b>[^<]*/g) ?? []).toEqual([]);
    expect(report.cells.filter(({ state }) => state !== 'done').map((cell) => [cell.name, cell.state])).toEqual([]);
    expect(report.checks).toMatchObject({ failed: 0, errors: 0 });
    expect(report.checks.passed).toBeGreaterThan(0);
    expect(code).toBe(0);
  });
});

describe('mortgage equals scikit-learn on the same predictions', () => {
  const { slices, gap } = reference.mortgage;
  const metrics = ['roc_auc', 'recall', 'false_positive_rate', 'precision', 'brier_score'] as const;
  const cases = Object.entries(slices).flatMap(([slice, values]) => metrics.map((metric) => [metric, slice, values[metric]] as const));

  it.each(cases)('%s of %s', async (metric, slice, expected) => {
    expect(await valueOf('mortgage', { metric, slice })).toBeCloseTo(expected, 6);
  });

  it('in the gap between races', async () => {
    const rows = await rowsOf('mortgage', 'quality', 'quality.gaps');
    const row = rows.find(({ metric, slice }) => metric === 'false_positive_rate' && slice === 'afam=yes');
    expect(Number(row?.['value'])).toBeCloseTo(gap, 9);
  });
});

describe('digits equals scikit-learn on the same predictions', () => {
  const { accuracy, f1, recall, precision, confusion } = reference.digits;

  it('overall', async () => {
    expect(await valueOf('digits', { metric: 'accuracy' })).toBeCloseTo(accuracy, 12);
    expect(await valueOf('digits', { metric: 'f1' })).toBeCloseTo(f1, 12);
  });

  it('by class', async () => {
    for (const [label, expected] of Object.entries(recall))
      expect(await valueOf('digits', { metric: 'recall', class: label })).toBeCloseTo(expected, 12);
    for (const [label, expected] of Object.entries(precision)) {
      expect(await valueOf('digits', { metric: 'precision', class: label })).toBeCloseTo(expected, 12);
    }
  });

  it('in every cell of the confusion matrix', async () => {
    const rows = (await rowsOf('digits', 'quality', 'quality.confusion')).filter(({ slice }) => slice === 'all');
    const found = Array.from({ length: 10 }, (_, actual) =>
      Array.from(
        { length: 10 },
        (_, predicted) => rows.find((row) => row['actual'] === String(actual) && row['predicted'] === String(predicted))?.['n'] ?? 0,
      ),
    );
    expect(found).toEqual(confusion);
  });
});

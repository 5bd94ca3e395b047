import { insertBlock, applyPatch } from '../src/notebook/patch.ts';
import { parseNotebook } from '../src/notebook/parse-notebook.ts';
import { formatValue, type FormatName, type ValueFormat } from '../src/notebook/interpolation.ts';
import { filledTemplate } from '../src/app/insert/offers.ts';
import { kindNames } from '../src/app/kind-names.ts';
import { kinds } from '../src/cells/index.ts';
import type { CellKind, KeyDoc } from '../src/cells/kind.ts';
import type { CheckState } from '../src/cells/output.ts';
import { descriptionOf } from '../src/metrics/description-text.ts';
import { metrics } from '../src/metrics/index.ts';
import type { Metric } from '../src/metrics/metric.ts';
import { aggregateFunctions, rowFunctions } from '../src/trust/expression-functions.ts';

const names: Readonly<Record<string, string>> = {
  data: 'loans',
  derive: 'shares',
  slice: 'part',
  model: 'scorer',
  predict: 'scored',
  input: 'threshold',
  metrics: 'quality',
  threshold: 'cut',
  calibration: 'honesty',
  compare: 'versus',
  fairness: 'groups',
  chart: 'counts',
  table: 'rows',
  check: 'gate',
  finding: 'late',
  code: 'tidy',
};

const states: Readonly<Record<CheckState, string>> = {
  pass: 'the rule holds',
  warn: 'it does not hold, and its severity is `warn`',
  fail: 'it does not hold; a build fails',
  'not-enough-data': 'the number is undefined, or fewer than 30 rows are behind it; a build fails unless `--allow-undecided` is given',
  'not-applicable': 'the rule has nothing to say here',
  error: 'the rule cannot be judged, as when no row matches',
};

const formats: Readonly<Record<FormatName, ValueFormat>> = {
  percent: { name: 'percent' },
  points: { name: 'points' },
  fixed: { name: 'fixed', digits: 2 },
  integer: { name: 'integer' },
  text: { name: 'text' },
};

/** The template of every kind, each filled as the page fills it, as one notebook. */
export function exampleNotebook(): string {
  let text = '---\nassay: 1\ntitle: Every kind of cell\n---\n\nEvery kind.\n';
  for (const kind of kinds) {
    const notebook = parseNotebook(text, kindNames);
    const last = notebook.blocks.at(-1)!.id;
    const cells = notebook.blocks.filter((block) => block.type === 'cell');
    const { language, options } = kind.text ?? { language: 'yaml', options: '' };
    const info = `${language} ${kind.name} ${names[kind.name]} ${filledTemplate(options, cells)}`.trimEnd();
    const fence = `\`\`\`${info}\n${filledTemplate(kind.template, cells)}\`\`\``;
    text = applyPatch(text, insertBlock(notebook, last, fence));
  }
  return text;
}

/** The reference page of cells, from the kinds and metrics themselves. `partColumns` gives the columns of a metrics cell's frames. */
export function cellsReference(partColumns: ReadonlyMap<string, readonly string[]>): string {
  return [intro(), ...kinds.map(kindSection), metricFrames(partColumns), checkStates(), liveValues(), expressions(), metricSections()].join(
    '\n\n',
  );
}

function intro(): string {
  return `# Cells

A cell is a fenced block that begins with \`\`\`\` \`\`\`yaml KIND NAME \`\`\`\` and holds a body in YAML, save [\`code\`](#code), which holds JavaScript and has its keys in the first line. A name is lower-case letters, digits and \`_\`, begins with a letter, and is used once. A cell reads only cells above it, by name; a part of one with a dot, as in \`quality.roc\`. An unknown key is an error.

${kinds.map(({ name, doc }) => `- [\`${name}\`](#${name}) ${doc}`).join('\n')}

Then: [the frames of metrics](#the-frames-of-metrics), [the states of a check](#the-states-of-a-check), [live values](#live-values), [expressions](#expressions), [metrics](#every-metric).`;
}

function kindSection(kind: CellKind): string {
  const parts = kind.parts.length === 0 ? '' : `\n\nIts parts: ${kind.parts.map(code).join(', ')}.`;
  return `## ${kind.name}

${kind.doc}

${table(['key', 'what it says', 'what may follow'], kind.keys.map(keyRow))}${parts}

${exampleOf(kind)}`;
}

function keyRow(doc: KeyDoc): readonly string[] {
  return [`${code(doc.key)}${doc.required === true ? ', needed' : ''}`, doc.doc, valuesOf(doc)];
}

function valuesOf({ values }: KeyDoc): string {
  if (values === undefined) return '';
  if (typeof values !== 'string') return values.map(code).join(', ');
  return {
    cell: 'a cell',
    column: 'columns',
    metric: 'metrics',
    expression: 'an expression',
    file: 'a file or an address',
    class: 'a class',
  }[values];
}

function exampleOf(kind: CellKind): string {
  const text = exampleNotebook();
  const cell = parseNotebook(text, kindNames).blocks.find((block) => block.id === names[kind.name])!;
  return text.slice(cell.range.start.offset, cell.range.end.offset).trimEnd();
}

function metricFrames(partColumns: ReadonlyMap<string, readonly string[]>): string {
  const rows = [...partColumns].map(([part, columns]) => [code(part === '' ? 'quality' : `quality.${part}`), columns.map(code).join(', ')]);
  return `## The frames of metrics

What a \`metrics\` cell called \`quality\` makes can be charted, checked, filtered and shown. All rows together are the slice \`all\`; \`class\` is empty where a metric is not of one class.

${table(['frame', 'columns'], rows)}`;
}

function checkStates(): string {
  return `## The states of a check

${table(
  ['state', 'when'],
  Object.entries(states).map(([state, when]) => [code(state), when]),
)}

Without \`slices\` or \`where\`, a rule about a metrics cell looks at all rows together.`;
}

function liveValues(): string {
  const shown = Object.values(formats).map((format) => [
    `${code(`{{ quality.recall | ${format.name}${format.digits === undefined ? '' : ` ${format.digits}`} }}`)}`,
    formatValue(0.28571, format),
  ]);
  return `## Live values

Prose shows a value of any cell, above or below, between double braces.

${table(
  ['written', 'shown'],
  [
    [code('{{ quality.recall }}'), 'a metric over all rows, with its interval'],
    [code('{{ quality.recall[afam=yes] }}'), 'the metric of a slice'],
    [code('{{ quality.recall[class=3] }}'), 'the metric of a class'],
    [
      code('{{ quality.recall[afam=yes].low }}'),
      'one field: `value`, `low`, `high`, `n`, `method`, `reason`, `baseline`, `gain`, `chance`, `p`, `q` or `verdict`',
    ],
    [code('{{ quality.gaps.recall[afam=yes] }}'), 'a slice against the rows outside it'],
    [code('{{ threshold }}'), 'the value of an input'],
    [code('{{ loans.rows }}'), 'how many rows a cell has'],
    [code('{{ shares.total[year=2020] }}'), 'a column, of the one row that matches'],
  ],
)}

A format follows a bar; 0.28571 is then shown as:

${table(['written', 'shown'], shown)}

\`percent\`, \`points\` and \`fixed\` take a number of digits. Without a format a number has as many digits as its interval supports.`;
}

function expressions(): string {
  return `## Expressions

Expressions are Arquero's: \`d.column\` is the value of the row, \`$.name\` an input, \`op.name()\` a function. Quote an expression that holds \`: \` or \`# \`, begins with \`!\`, \`[\` or a quote, or holds \`,\`, \`[\`, \`]\`, \`{\` or \`}\` inside a flow map.

Of one row: ${rowFunctions.map(code).join(' ')}

Over many rows, in \`derive\` and \`rollup\`: ${aggregateFunctions.map(code).join(' ')}`;
}

function metricSections(): string {
  const families = new Map<string, Metric[]>();
  for (const metric of metrics) {
    const family = familyOf(metric);
    families.set(family, [...(families.get(family) ?? []), metric]);
  }
  const sections = [...families].map(([family, own]) => `### ${family}\n\n${own.map(metricItem).join('\n')}`);
  return `## Every metric

A metric is named alone, or with parameters: \`{fbeta: {beta: 2}}\`. Where there is no value, the frame says why: the reason stands in brackets.

${sections.join('\n\n')}`;
}

function familyOf({ from, tasks }: Metric): string {
  if (from === 'counts' || from === 'matrix') return 'Of predicted classes';
  if (from === 'tags') return 'Of several labels a row';
  if (from === 'queries' || from === 'lists') return 'Of queries and recommendations';
  return tasks.includes('regression') ? 'Of numbers' : 'Of scores and probabilities';
}

function metricItem(metric: Metric): string {
  const text = [metric.title, ...descriptionOf(metric).map((sentence) => sentence.replace(/[*_|<>]/g, '\\$&'))];
  return `- ${code(metric.name)} ${text[0]}: ${text.slice(1).join(' ')}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

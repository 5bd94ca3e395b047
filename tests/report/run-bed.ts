import { createHash } from 'node:crypto';
import { rankBootstrapPlain } from '../../src/accelerate/rank-bootstrap-plain.ts';
import { kindsByName } from '../../src/cells/index.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { Memory } from '../../src/engine/memory.ts';
import { filesRead } from '../../src/engine/files-read.ts';
import { plainTables } from '../../src/engine/plain-tables.ts';
import { Planner } from '../../src/engine/plan.ts';
import type { CellResult } from '../../src/engine/result.ts';
import type { World } from '../../src/engine/world.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { SourceError } from '../../src/io/source.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { defaultLimits } from '../../src/trust/limits.ts';
import type { Run } from '../../src/report/run.ts';

const rows = Array.from({ length: 1500 }, (_, row) => {
  const score = ((row * 7919) % 1000) / 1000;
  const label = (row * 104729) % 1000 < 150 + 700 * score ? 'yes' : 'no';
  return `${row},${label},${score},${row % 3 === 0 ? '<b>a</b>' : 'b'}`;
});

export const csv = `id,label,score,team\n${rows.join('\n')}\n`;

export const text = `---
assay: 1
title: Who & "why" <script>alert(1)</script>
---
# Report

There are {{ log.rows }} rows; recall is {{ quality.recall | percent }}, and {{ quality.nothing }} is unknown.

<img src=x onerror=alert(1)> and [a link](javascript:alert(1)) and [another](https://example.org/?a=1&b=2).

\`\`\`yaml data log
source: log.csv
roles: {label: label, score: score, group: [team]}
positive: "yes"
\`\`\`

\`\`\`yaml input threshold
type: range
min: 0
max: 1
value: 0.5
label: Threshold
\`\`\`

\`\`\`yaml metrics quality
data: log
metrics: [roc_auc, recall]
threshold: $threshold
by: [team]
interval: {replicates: 100, seed: 1}
\`\`\`

\`\`\`yaml chart scores
data: log
spec: {mark: bar, encoding: {x: {field: score, bin: true}, y: {aggregate: count}, color: {field: score, aggregate: mean}}}
\`\`\`

\`\`\`yaml check gate
data: quality
rules:
  - {metric: roc_auc, expect: 'd.low > 0.5', title: 'ranks <better> than chance & luck'}
  - {metric: recall, expect: 'd.value > 0.999'}
  - {metric: recall, slices: all, expect: 'd.value > 0.999', severity: warn}
  - {metric: nothing, expect: 'd.value > 0.5'}
\`\`\`

\`\`\`yaml derive broken
data: log
filter: d.scor > 0.5
\`\`\`

\`\`\`yaml table late
data: broken
\`\`\`
`;

function world(): World {
  const refuse = (): never => {
    throw new Error('no model here');
  };
  return {
    read: (reference) =>
      reference === 'log.csv'
        ? Promise.resolve(bytesSource('log.csv', new TextEncoder().encode(csv)))
        : Promise.reject(new SourceError('needs-file', `no file ${reference}`, reference)),
    modelReferences: () => [],
    compute: {
      load: refuse,
      holds: () => false,
      predict: refuse,
      rankBootstrap: (request, signal) => rankBootstrapPlain(request, signal),
      weightedCounts: refuse,
    },
    backend: 'cpu',
    limits: defaultLimits,
    build: 'test',
    patience: Infinity,
  };
}

/** A notebook evaluated by the real engine over a log of 1,500 predictions. */
export async function runOf(source = text, extra: Partial<Run> = {}): Promise<Run> {
  const notebook = parseNotebook(source, [...kindsByName.keys()]);
  const memory = new Memory(1e9);
  const bench = { world: world(), memory, planner: new Planner(kindsByName), shelf: new Map<string, string>() };
  const last = new Map<string, CellResult>();
  for await (const result of evaluate(notebook, bench, new AbortController().signal)) last.set(result.cell, result);
  return {
    notebook,
    results: [...last.values()],
    tables: (cell) => {
      const frames = memory.lastShown(cell)?.frames;
      return frames === undefined ? undefined : plainTables(cell, last.get(cell)?.kind ?? '', frames, extra.rows === true);
    },
    files: await filesRead(notebook, bench, new AbortController().signal),
    environment: { version: '0.1.0', backend: 'cpu' },
    sha256: createHash('sha256').update(source).digest('hex'),
    ...extra,
  };
}

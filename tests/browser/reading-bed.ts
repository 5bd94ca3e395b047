import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pageFolder } from '../../scripts/paths.mjs';
import { waitUntil } from './cells.ts';
import { startWorkbench, type OpenPage, type View, type Workbench } from './workbench.ts';

const rows = `x,y\n1,0\n3,1\n5,1\n`;
const manyRows = `label,score,group\n${Array.from({ length: 2400 }, (_, row) => `${(row * 7) % 3 === 0 ? 'yes' : 'no'},${((row * 37) % 1000) / 1000},${row % 5}`).join('\n')}\n`;
/** A measurement that takes seconds, and what waits for it. */
const slow = `# Slow

\`\`\`yaml data rows
source: rows.csv
roles: { label: label, score: score }
positive: "yes"
\`\`\`

\`\`\`yaml metrics long
data: rows
metrics: [average_precision, log_loss, expected_calibration_error, f1, precision, recall, balanced_accuracy]
by: [group]
interval: { replicates: 20000 }
\`\`\`

\`\`\`yaml table after
data: long
\`\`\`
`;
/** A notebook with an input, what it moves, a check that fails and one that passes. */
const text = `---
assay: 1
title: How many are over?
---

# How many are over?

At {{ least }} there are {{ over.rows }}. See [the other part](https://example.org/part).

\`\`\`yaml input least
type: range
label: Least
min: 0
max: 9
step: 1
value: 2
\`\`\`

## The rows

\`\`\`yaml data rows
source: rows.csv
\`\`\`

\`\`\`yaml slice over
data: rows
where: 'd.x > $.least'
\`\`\`

\`\`\`yaml table kept
data: over
\`\`\`

## Checks

\`\`\`yaml check gate
data: over
rules:
  - { title: all are over two, expect: 'd.x > 2' }
  - { title: none is over four, expect: 'd.x < 4' }
\`\`\`

### Not a slide

The end.
`;
const notebooks = { over: text, broken: `${text}\n\`\`\`yaml table broken\ndata: nothing\n\`\`\`\n`, slow };

/** The built page with three notebooks more: `over`, `broken` (a cell of it fails) and `slow`. */
export async function startReading(): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-reading-'));
  await cp(pageFolder, folder, { recursive: true });
  for (const [name, content] of Object.entries(notebooks)) {
    await mkdir(join(folder, 'notebooks', name), { recursive: true });
    await writeFile(join(folder, 'notebooks', name, 'notebook.md'), content);
    await writeFile(join(folder, 'notebooks', name, 'rows.csv'), name === 'slow' ? manyRows : rows);
  }
  const workbench = await startWorkbench({ folder });
  return {
    ...workbench,
    async close() {
      await workbench.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Opens an address and waits until nothing runs. */
export async function openSettled(workbench: Workbench, rest: string, view: View = {}): Promise<OpenPage> {
  const tab = await workbench.open(rest, view);
  await settled(tab.page);
  return tab;
}

/** Waits until something is shown and nothing runs. */
export function settled(page: Page): Promise<void> {
  return waitUntil(
    page,
    `document.querySelectorAll('[data-cell], .slide').length > 0 && document.querySelectorAll('[data-state="queued"], [data-state="running"]').length === 0`,
  );
}

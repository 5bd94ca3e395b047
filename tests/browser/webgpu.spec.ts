import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFolder } from '../../scripts/paths.mjs';
import { cellOf, statesOf, waitForState } from './cells.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

/** Rows that the software adapter scores in seconds. */
const images = 60;

let folder: string;
let workbench: Workbench;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-webgpu-'));
  await cp(pageFolder, folder, { recursive: true });
  const path = join(folder, 'notebooks', 'digits', 'notebook.md');
  const text = await readFile(path, 'utf8');
  const few = `\`\`\`yaml derive few\ndata: images\nsteps:\n  - limit: ${images}\n\`\`\`\n\n`;
  const at = text.search(/```yaml predict /);
  await writeFile(path, text.slice(0, at) + few + text.slice(at).replace('data: images', 'data: few'));
  workbench = await startWorkbench({ webgpu: true, folder });
});
afterAll(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  { name: 'mortgage', metrics: 'quality', predicted: 'scored', last: 'known_gap' },
  { name: 'digits', metrics: 'quality', predicted: 'read', last: 'gate' },
])('$name', ({ name, metrics, predicted, last }) => {
  it('shows the same numbers on WebGPU as on wasm', async () => {
    const { page, problems, close } = await workbench.open(`/#sample=${name}&mode=edit`);
    await waitForState(page, last, 'done');
    await page.getByRole('region', { name: 'Running' }).getByRole('button', { name: /wasm/ }).click();
    const backends = page.getByRole('dialog', { name: 'Where models run' });
    await backends.getByText(/takes wasm/, { exact: false }).waitFor();
    const onWasm = await cellOf(page, metrics).locator('tbody').innerText();
    await backends.getByRole('radio', { name: /^webgpu/i }).check();
    const ran = cellOf(page, predicted).getByText(/webgpu/i);
    await ran.first().waitFor({ state: 'attached', timeout: 100_000 });
    // A cell may be done, of the backend before, while one above it still runs: only when all are done has it run anew.
    await expect.poll(async () => new Set(Object.values(await statesOf(page))), { timeout: 60_000 }).toEqual(new Set(['done']));
    expect(await cellOf(page, metrics).locator('tbody').innerText()).toBe(onWasm);
    expect(problems).toEqual([]);
    await close();
  });
});

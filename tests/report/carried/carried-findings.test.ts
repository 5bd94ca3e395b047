import { expect, it } from 'vitest';
import { safeParse } from 'valibot';
import { carryOutput } from '../../../src/report/carried/carry-output.ts';
import { outputSchema } from '../../../src/report/carried/output-schemas.ts';
import { runOf, text } from '../run-bed.ts';

const fence =
  '```yaml finding gap\ntitle: It misses b\nissue: https://example.org/1\nevidence: [{data: quality, metric: recall, slice: team=b}, {data: log, where: d.score > 0.9}]\n```\n';

it('travels without its rows, and comes back as it was', async () => {
  const run = await runOf(`${text}\n${fence}`);
  const output = run.results.find(({ cell }) => cell === 'gap')!.output!;
  const carried = carryOutput(output, { own: true, rows: false });
  expect(output).toMatchObject({ type: 'finding', hasRows: true });
  expect(carried).toEqual({ ...output, hasRows: false });
  expect(safeParse(outputSchema, carried).output).toEqual(carried);
});

it.each([
  { issue: 'javascript:alert(1)' },
  { issue: 'https://a.b/"onclick=x' },
  { severity: 'bad' },
  { status: 7 },
  { hasRows: true },
  { evidence: [{}] },
])('is not taken from a link with %j', async (wrong) => {
  const run = await runOf(`${text}\n${fence}`);
  const output = run.results.find(({ cell }) => cell === 'gap')!.output!;
  expect(safeParse(outputSchema, { ...output, hasRows: false, ...wrong }).success).toBe(false);
});

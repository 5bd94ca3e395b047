import { expect, it } from 'vitest';
import { sameCells } from '../../../src/app/running/still-wanted.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { open, result, text } from '../open-workbench.ts';
import { settled } from '../fake-engine.ts';

const same = (before: string, after: string): number =>
  sameCells(parseNotebook(before, ['input', 'data']), parseNotebook(after, ['input', 'data']));

it('counts the cells from the top that are as they were', () => {
  expect(same(text, text.replace('Before.', 'After, {{ threshold }}.'))).toBe(Infinity);
  expect(same(text, text.replace('value: 0.5', 'value: 0.6'))).toBe(0);
  expect(same(text, text.replace('loans.csv', 'other.csv'))).toBe(1);
  expect(same(text, `${text}\n\`\`\`yaml data more\nsource: a.csv\n\`\`\`\n`)).toBe(2);
  expect(same(text, text.slice(0, text.indexOf('```yaml data')))).toBe(1);
});

it('lets what runs go on when something below it is edited, and ends it once it comes to what changed', async () => {
  const { engine, bench } = open();
  bench.evaluate();
  engine.last.answer(result('threshold', 'running'));
  const at = bench.text.indexOf('loans.csv');
  bench.edit({ from: at, to: at + 5, insert: 'debts' }, 'Edit loans');
  await settled();
  expect(engine.called).not.toContain('stop');
  engine.last.answer(result('threshold', 'done'));
  expect(engine.called).not.toContain('stop');
  engine.last.answer(result('loans', 'running', { kind: 'data' }));
  expect(engine.called).toContain('stop');
  await engine.last.finish();
  expect(engine.asked.length).toBe(2);
  expect(engine.last.request.text).toContain('debts.csv');
});

it('ends what runs at once when it or something above it is edited, and when it is to run anew', async () => {
  for (const word of ['0.5', 'loans.csv']) {
    const { engine, bench } = open();
    bench.evaluate();
    engine.last.answer(result('loans', 'running', { kind: 'data' }));
    const at = bench.text.indexOf(word);
    bench.edit({ from: at, to: at + word.length, insert: '1' }, 'Edit');
    await settled();
    expect(engine.called, word).toContain('stop');
  }
  const { engine, bench } = open();
  bench.evaluate();
  engine.last.answer(result('threshold', 'running'));
  bench.evaluate(['loans']);
  expect(engine.called).toContain('stop');
});

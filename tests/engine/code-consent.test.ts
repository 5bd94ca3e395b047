import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { runCode } from '../../src/sandbox/run-code.ts';
import { fence, notebookOf, rowsOf, TestNotebook, TestWorld } from './test-world.ts';

const loans = fence('data', 'loans', 'source: loans.csv');
const cut = fence('input', 'cut', 'type: range\nmin: 0\nmax: 10\nvalue: 2');
const text = 'return loans.filter(aq.escape((d) => d.x > inputs.cut));\n';
const code = (body = text, head = 'data=loans inputs=cut'): string => `\`\`\`js code big ${head}\n${body}\`\`\`\n`;
const shown = fence('table', 'shown', 'data: big');
const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex');

function open(): { notebook: TestNotebook; allowed: Set<string>; ran: string[] } {
  const world = new TestWorld({ 'loans.csv': 'x\n1\n2\n3\n4\n' });
  const [allowed, ran] = [new Set<string>(), [] as string[]];
  world.code = {
    allows: (hash) => allowed.has(hash),
    run: (request) => {
      ran.push(request.code);
      return runCode(request);
    },
  };
  return { notebook: new TestNotebook(world), allowed, ran };
}

it('runs no code that nobody allowed, says by what it is known, and blocks what reads it', async () => {
  const { notebook, ran } = open();
  const results = await notebook.show(notebookOf(loans, cut, code(), shown), { run: new Set(['*']), retry: new Set(['*']) });
  expect(results.get('big')).toMatchObject({ state: 'needs-permission', key: '', error: { code: hashOf(text) } });
  expect(results.get('shown')!.state).toBe('blocked');
  expect(ran).toEqual([]);
});

it('runs it once for the same text, data and inputs, and not again after undo', async () => {
  const { notebook, allowed, ran } = open();
  allowed.add(hashOf(text));
  const one = notebookOf(loans, cut, code(), shown);
  expect(rowsOf((await notebook.show(one)).get('shown'))).toBe(2);
  await notebook.show(one);
  expect(ran).toHaveLength(1);
  expect(rowsOf((await notebook.show(one.replace('value: 2', 'value: 3'))).get('shown'))).toBe(1);
  expect(ran).toHaveLength(2);
  expect(rowsOf((await notebook.show(one)).get('shown'))).toBe(2);
  expect(ran).toHaveLength(2);
  const seeded = one.replace('inputs=cut', 'inputs=cut seed=2');
  await notebook.show(seeded);
  expect(ran).toHaveLength(3);
});

it('asks again for another text, and once the permission is taken back, though its result is still known', async () => {
  const { notebook, allowed } = open();
  allowed.add(hashOf(text));
  const one = notebookOf(loans, cut, code());
  expect((await notebook.cell(one, 'big')).state).toBe('done');
  expect((await notebook.cell(one.replace('d.x >', 'd.x >='), 'big')).state).toBe('needs-permission');
  allowed.clear();
  expect((await notebook.cell(one, 'big')).state).toBe('needs-permission');
});

it.each([
  ['data=laons inputs=cut', 'no cell laons above this one', 'data=laons', 'laons'],
  ['data=loans seeds=1', 'no key seeds in a code cell', 'seeds', 'seeds'],
  ['data=loans,big', 'no cell big above this one', ',big', 'big'],
])('puts what is wrong with %s where it stands', async (head, message, before, word) => {
  const { notebook } = open();
  const whole = notebookOf(loans, cut, code(text, head));
  const { error } = await notebook.cell(whole, 'big');
  const at = whole.indexOf(before) + before.length - word.length;
  expect(error).toMatchObject({ message, line: whole.slice(0, at).split('\n').length, column: at - whole.lastIndexOf('\n', at) });
});

it('puts an error of the code at its line and column in the notebook', async () => {
  const { notebook, allowed } = open();
  const body = 'const a = 1;\n  nope();\n';
  allowed.add(hashOf(body));
  const whole = notebookOf(loans, cut, code(body));
  const line = whole.slice(0, whole.indexOf('nope()')).split('\n').length;
  expect((await notebook.cell(whole, 'big')).error).toMatchObject({ message: 'nope is not defined', line, column: 3 });
});

import { table } from 'arquero';
import { describe, expect, it } from 'vitest';
import { derive } from '../../src/cells/derive.ts';
import { boundText } from '../../src/cells/derive/bounded-text.ts';
import { frameOf, objectsOf, runBody } from './step-of.ts';

const texts = (count: number, length: number): ReturnType<typeof frameOf> =>
  frameOf({ text: Array.from({ length: count }, () => 'x'.repeat(length)), n: Array.from({ length: count }, (_, at) => at) });

const run = (body: object, data = texts(10, 100_000)): ReturnType<typeof runBody> =>
  runBody(derive, { data: 'data', ...body }, { frames: { data } });

describe('texts that expressions make', () => {
  const tooLong = { name: 'BodyError', message: 'a value of x is longer than 1,000,000 characters', path: ['derive', 'x'] };

  it.each([
    'op.repeat(d.text, 1000)',
    'op.padend(d.text, 10000) + op.repeat(d.text, 100)',
    "op.replace(d.text, /x/g, 'a text of many letters')",
    'd => op.replace(d.text, /x/g, "a text of many letters, and more")',
    '`${op.repeat(d.text, 9)}${d.text}${d.text}`',
    'op.repeat(d.text, /* op.repeat */ 1000)',
    '[d.text, d.text, d.text, d.text, d.text, d.text, d.text, d.text, d.text, d.text, d.text]',
    "op.split(op.repeat(d.text, 2), '')",
  ])('%s ends in a sentence', async (expression) => {
    await expect(run({ derive: { x: expression } })).rejects.toMatchObject(tooLong);
  });

  it('double over a chain of steps only so far, and lists within lists too', async () => {
    const doubled = (expression: string): object => ({
      steps: [{ derive: { x: 'd.n' } }, ...Array.from({ length: 40 }, () => ({ derive: { x: expression } }))],
    });
    const long = { name: 'BodyError', message: tooLong.message };
    await expect(run(doubled('d.x + d.x + `ab`'), texts(3, 1))).rejects.toMatchObject(long);
    await expect(run(doubled('[d.x, d.x]'), texts(3, 1))).rejects.toMatchObject(long);
  });

  it('are bounded together', async () => {
    await expect(run({ derive: { x: 'op.repeat(d.text, 9)' } }, texts(300, 100_000))).rejects.toMatchObject({
      message: 'the texts of x are longer than 256,000,000 characters together',
      path: ['derive', 'x'],
    });
  });

  it('are bounded in groups, and at the step', async () => {
    await expect(run({ steps: [{ limit: 9 }, { rollup: { x: "op.join(op.array_agg(d.text + d.text), '')" } }] })).rejects.toMatchObject({
      message: tooLong.message,
      path: ['steps', 1, 'rollup', 'x'],
      hint: 'shorten it with op.substring, or keep fewer rows',
    });
  });

  it('of a file pass however long they are', async () => {
    const { frame } = await run({ derive: { x: 'd.text' } }, texts(2, 1_500_000));
    expect(String(objectsOf(frame)[0]!['x'])).toHaveLength(1_500_000);
  });
});

describe('boundText', () => {
  it('changes no result', () => {
    const rows = table({ a: [1, 2, null, 4], b: ['x', 'y', 'z', null], g: [1, 1, 2, 2] });
    const sources = {
      sum: 'd.a + 1',
      arrow: '(d, $) => (d.a + d.g) * 2',
      paren: '(d.a) + (d.g)',
      text: "d => op.upper(d.b) + '!'",
      part: "op.split('a,b', ',')[1]",
      lag: 'op.lag(d.a) + op.row_number()',
      mean: 'op.mean(d.a)',
      template: '`${d.b}-${d.a}`',
      object: "op.recode(d.b, {x: 'ex'}, 'other')",
      choice: "d.a > 1 ? 'high' : 'low'",
    };
    const plain = rows.derive(sources).objects();
    expect(rows.derive(boundText(sources, [])).objects()).toEqual(plain);
  });

  it('holds to smaller bounds', () => {
    const rows = table({ a: ['x', 'y', 'z'] });
    const bound = (limits: { value: number; total: number }): unknown =>
      rows.derive(boundText({ x: "d.a + '2'" }, ['derive'], limits)).array('x');
    expect(bound({ value: 2, total: 6 })).toEqual(['x2', 'y2', 'z2']);
    expect(() => bound({ value: 1, total: 6 })).toThrow('a value of x is longer than 1 characters');
    expect(() => bound({ value: 2, total: 5 })).toThrow('the texts of x are longer than 5 characters together');
  });
});

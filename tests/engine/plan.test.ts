import { expect, it } from 'vitest';
import { BodyError } from '../../src/cells/kind.ts';
import { Planner } from '../../src/engine/plan.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { fence, notebookOf, placeOfWord, TestWorld } from './test-world.ts';

const world = new TestWorld();

function plan(text: string, planner = new Planner(world.kinds)): ReturnType<Planner['plan']> {
  return planner.plan(parseNotebook(text, [...world.kinds.keys()]));
}

const data = fence('data', 'loans', 'source: a.csv');
const limit = fence('input', 'limit', 'type: number\nvalue: 3');

it('says which frames, parts and inputs a cell reads', () => {
  const [, , probe] = plan(notebookOf(data, limit, fence('probe', 'one', 'say: x\nreads: [loans]\ninputs: [$limit]')));
  expect(probe!.failure).toBeNull();
  expect(probe!.frames).toEqual([{ name: 'loans', cell: 'loans', part: '' }]);
  expect(probe!.inputs).toEqual([{ name: 'limit', cell: 'limit', part: '' }]);
  const [, two] = plan(notebookOf(fence('probe', 'one', 'say: x'), fence('table', 'two', 'data: one.half')));
  expect(two!.frames).toEqual([{ name: 'one.half', cell: 'one', part: 'half' }]);
});

it('understands a body once, wherever its cell stands, and again when it changed', () => {
  const planner = new Planner(world.kinds);
  const [first] = plan(notebookOf(data), planner);
  const [, moved] = plan(notebookOf(limit, 'Prose.', data), planner);
  expect(moved!.step).toBe(first!.step);
  const [changed] = plan(notebookOf(fence('data', 'loans', 'source: b.csv')), planner);
  expect(changed!.step).not.toBe(first!.step);
  const [again] = plan(notebookOf(data), planner);
  expect(again!.step).not.toBe(first!.step);
});

it('places a later error at the node that it names, or at the nearest that is there', () => {
  const text = notebookOf('Prose.', fence('probe', 'one', 'say: x\nreads: []\ninputs: []'));
  const [probe] = plan(text);
  const at = (path: (string | number)[]): unknown => probe!.place(new BodyError('no', path));
  expect(at(['say'])).toMatchObject(placeOfWord(text, 'x\nreads'));
  expect(at(['reads', 4])).toMatchObject(placeOfWord(text, '[]'));
  expect(at([])).toMatchObject(placeOfWord(text, '```'));
  expect(at(['nowhere'])).toMatchObject({ line: placeOfWord(text, 'say').line });
});

it('offers the repair that a kind knows', () => {
  const text = notebookOf(fence('probe', 'one', 'say: nothing'));
  const [probe] = plan(text);
  const { repair } = probe!.failure!;
  expect([text.slice(repair!.from, repair!.to), repair!.text]).toEqual(['nothing', 'hello']);
});

it('reads no cell of its own name, and does not take a part for an input', () => {
  const [own] = plan(notebookOf(fence('table', 'own', 'data: own')));
  expect(own!.failure!.message).toBe('no cell own above this one');
  const [, , parts] = plan(notebookOf(limit, data, fence('table', 'bad', 'data: limit.low')));
  expect(parts!.failure).toMatchObject({ message: 'no part low in limit', hint: 'limit has no parts' });
});

it('offers to move a cell below each of those that it reads, one after the other', () => {
  let text = notebookOf(fence('probe', 'one', 'say: x\nreads: [loans]\ninputs: [$limit]'), data, limit, '# The end');
  for (let time = 0; time < 2; time++) {
    const failure = plan(text).find((cell) => cell.block.id === 'one')!.failure!;
    const { from, to, text: moved, label } = failure.repair!;
    expect(label).toBe(time === 0 ? 'Move below loans' : 'Move below limit');
    text = text.slice(0, from) + moved + text.slice(to);
  }
  expect(text).toBe(notebookOf(data, limit, fence('probe', 'one', 'say: x\nreads: [loans]\ninputs: [$limit]'), '# The end'));
  expect(plan(text).every((cell) => cell.failure === null)).toBe(true);
});

it('says what is wrong with a cell before it says what it reads', () => {
  const failures = (text: string): (string | undefined)[] => plan(text).map((cell) => cell.failure?.message);
  expect(failures('```yaml table\ndata: x\n```\n')).toEqual(['this table cell has no name']);
  expect(failures('```yaml table A-b\ndata: x\n```\n')[0]).toMatch(/^A-b cannot be a name/);
  expect(failures('```yaml table a\ndata: x\n')).toEqual(['this cell is not closed']);
  expect(failures(notebookOf(fence('table', 'a', 'data: x\ndata: y')))).toEqual(['this key stands twice']);
});

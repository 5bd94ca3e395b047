import { safeParse, type BaseIssue } from 'valibot';
import { describe, expect, it } from 'vitest';
import { data } from '../../src/cells/data.ts';
import { BodyError, type Host, type Inputs, type Step } from '../../src/cells/kind.ts';
import type { TableOutput } from '../../src/cells/output.ts';
import { columnOf, type Frame } from '../../src/frame/frame.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';

const loans = 'id,deny,ratio,group,part,p_yes,p_no\n1,yes,0.5,a,test,0.9,0.1\n2,no,NA,b,train,0.2,0.8\n3,no,0.25,a,test,0.4,0.6\n';
const nothing: Inputs = { frames: new Map(), values: new Map() };

function stepOf(body: unknown): Step {
  const parsed = safeParse(data.schema, body);
  if (!parsed.success) throw new Error(parsed.issues.flatMap(messagesOf).join('; '));
  return data.toStep(parsed.output);
}

function messagesOf(issue: BaseIssue<unknown>): string[] {
  return [issue.message, ...(issue.issues ?? []).flatMap(messagesOf)];
}

function hostOf(text: string, name = 'loans.csv'): Host {
  const refuse = (): never => {
    throw new Error('a data cell asks for bytes only');
  };
  return {
    read: (reference) => Promise.resolve(bytesSource(reference === 'loans.csv' ? name : reference, new TextEncoder().encode(text))),
    loadModel: refuse,
    predict: refuse,
    rankBootstrap: refuse,
    runCode: refuse,
    weightedCounts: refuse,
    progress: () => undefined,
    memo: (_, make) => make(),
    limits: { bytes: 1e6, rows: 100, columns: 20, chartRows: 5000 },
  };
}

async function run(body: Record<string, unknown>, text = loans, name?: string): Promise<Frame> {
  const frames = await stepOf({ source: 'loans.csv', ...body }).run(nothing, hostOf(text, name), new AbortController().signal);
  return frames.get('')!;
}

async function problem(body: Record<string, unknown>, text = loans): Promise<BodyError> {
  const error: unknown = await run(body, text).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BodyError);
  return error as BodyError;
}

it('declares its source and pin, and reads no other cell', () => {
  const sha256 = 'ab'.repeat(32);
  const step = stepOf({ source: 'x.csv', sha256 });
  expect(step.sources).toEqual([{ reference: 'x.csv', kind: 'data', sha256 }]);
  expect([step.reads, step.inputs]).toEqual([[], []]);
});

it('gives a frame with roles, positive class and classes', async () => {
  const frame = await run({
    roles: { label: 'deny', score: { yes: 'p_yes', no: 'p_no' }, group: ['group'], feature: 'ratio', split: 'part', id: 'id' },
    positive: 'yes',
    classes: ['no', 'yes'],
    missing: ['NA'],
    types: { id: 'category' },
  });
  expect(frame.roles).toEqual({
    label: 'deny',
    score: new Map([
      ['yes', 'p_yes'],
      ['no', 'p_no'],
    ]),
    group: ['group'],
    feature: ['ratio'],
    split: 'part',
    id: 'id',
  });
  expect([frame.positive, frame.classes, frame.notes]).toEqual(['yes', ['no', 'yes'], []]);
  expect([...columnOf(frame, 'ratio')]).toEqual([0.5, null, 0.25]);
  expect([...columnOf(frame, 'id')]).toEqual(['1', '2', '3']);
});

it('takes a single score as that of the positive class, and scalars as text', async () => {
  const frame = await run({ roles: { label: 'y', score: 's' }, positive: 1, classes: [0, 1], missing: [-9] }, 'y,s\n1,0.5\n0,-9\n');
  expect(frame.roles.score).toEqual(new Map([['', 's']]));
  expect([frame.positive, frame.classes]).toEqual(['1', ['0', '1']]);
  expect([...columnOf(frame, 's')]).toEqual([0.5, null]);
});

it('keeps classes of any name', async () => {
  const frame = await run({ roles: { score: JSON.parse('{"constructor": "a", "__proto__": "b"}') as unknown } }, 'a,b\n1,2\n');
  expect([...(frame.roles.score ?? [])]).toEqual([
    ['constructor', 'a'],
    ['__proto__', 'b'],
  ]);
});

it('gives images their shape, channels included', async () => {
  const text = '{"p":[[1,2,3,4,5,6],[6,5,4,3,2,1]]}';
  const frame = await run({ roles: { image: { column: 'p', shape: [2, 3] } } }, text, 'p.json');
  expect(frame.roles.image).toEqual([{ column: 'p', shape: [2, 3, 1] }]);
  const color = await run({ roles: { image: [{ column: 'p', shape: [1, 2, 3] }] } }, text, 'p.json');
  expect(color.roles.image).toEqual([{ column: 'p', shape: [1, 2, 3] }]);
});

it('reads only the columns listed', async () => {
  expect((await run({ columns: ['ratio', 'id'] })).table.columnNames()).toEqual(['id', 'ratio']);
});

it('uses the delimiter given', async () => {
  expect((await run({ delimiter: ';' }, 'a,b;c\n1,2;3\n')).table.columnNames()).toEqual(['a,b', 'c']);
});

describe('what is wrong stands at its place, with the nearest name', () => {
  it.each([
    [{ roles: { label: 'denny' } }, 'no column denny', ['roles', 'label'], 'deny'],
    [{ roles: { group: ['part', 'grup'] } }, 'no column grup', ['roles', 'group', 1], 'group'],
    [{ roles: { score: { yes: 'p_yess' } } }, 'no column p_yess', ['roles', 'score', 'yes'], 'p_yes'],
    [{ types: { ration: 'number' } }, 'no column ration', ['types', 'ration'], 'ratio'],
    [{ columns: ['id', 'rati'] }, 'no column rati', ['columns', 1], 'ratio'],
    [{ roles: { label: 'deny' }, columns: ['id'] }, 'column deny is not read', ['roles', 'label'], undefined],
    [{ roles: { label: 'deny' }, positive: 'Yes' }, 'no class Yes in deny', ['positive'], '"yes"'],
    [{ roles: { weight: 'group' } }, 'column group is text; a weight is a number', ['roles', 'weight'], undefined],
    [{ roles: { score: 'ratio' } }, 'column ratio is text; a score is a number', ['roles', 'score'], undefined],
    [
      { roles: { image: { column: 'deny', shape: [2, 2] } } },
      'column deny is text; an image is a list of pixels',
      ['roles', 'image'],
      undefined,
    ],
  ])('%j', async (body, message, path, replacement) => {
    const error = await problem(body);
    expect([error.message, error.path, error.replacement]).toEqual([message, path, replacement]);
  });

  it('says how many values an image needs', async () => {
    const reading = run({ roles: { image: { column: 'p', shape: [28, 28] } } }, '{"p":[[1,2]]}', 'p.json');
    await expect(reading).rejects.toThrow('column p has 2 values a row; a shape of 28 × 28 needs 784');
  });

  it.each([
    [{ sorce: 'x' }, 'Invalid key'],
    [{ source: '' }, 'source names a file or an address'],
    [{ source: 'x', roles: { lable: 'y' } }, 'Invalid key'],
    [{ source: 'x', sha256: 'abc' }, 'sha256 is 64 hexadecimal digits'],
    [{ source: 'x', types: { a: 'integer' } }, 'types gives columns one of number, category, text, boolean, time'],
    [{ source: 'x', roles: { image: { column: 'p', shape: [28] } } }, 'a shape is [height, width]'],
    [{ source: 'x', roles: { score: 5 } }, 'score is a column, or columns by class'],
    [{ source: 'x', delimiter: '::' }, 'a delimiter is one character'],
  ])('%j does not pass the schema', (body, message) => {
    expect(() => stepOf(body)).toThrow(message);
  });
});

describe('what a reader should see is noted', () => {
  it('a label of one class', async () => {
    const frame = await run({ roles: { label: 'y' }, positive: 'yes' }, 'y\nno\nno\n');
    expect(frame.notes).toEqual(['label y has one class only, "no"; metrics that tell classes apart are undefined']);
  });

  it('a table of no rows, and ragged rows', async () => {
    expect((await run({ roles: { label: 'y' } }, 'y,z\n')).notes).toEqual(['loans.csv has no rows']);
    expect((await run({}, 'y,z\n1\n')).notes).toEqual(['1 row has fewer than 2 cells; the rest is missing: line 2']);
  });
});

it('takes a score or weight without any value for a column of numbers', async () => {
  for (const text of ['y,s,w\n', 'y,s,w\nno,,\nyes,,\n']) {
    const frame = await run({ roles: { label: 'y', score: 's', weight: 'w' } }, text);
    expect(frame.table.columnNames()).toEqual(['y', 's', 'w']);
    for (const name of ['s', 'w']) {
      const column = columnOf(frame, name);
      expect([column.type, Array.from({ length: column.length }, (_, row) => column.at(row))]).toEqual([
        'number',
        text === 'y,s,w\n' ? [] : [null, null],
      ]);
    }
  }
});

it('refuses what is no table', async () => {
  await expect(run({}, '%PDF-1.4', 'paper.pdf')).rejects.toThrow('paper.pdf is a PDF document, not a table');
  await expect(run({}, `a\n${'1\n'.repeat(101)}`)).rejects.toThrow('loans.csv has more than 100 rows');
});

it('shows its rows', async () => {
  const step = stepOf({ source: 'loans.csv', roles: { label: 'deny' } });
  const output = step.show(await step.run(nothing, hostOf(loans), new AbortController().signal)) as TableOutput;
  expect([output.type, output.layout, output.part, output.total]).toEqual(['table', 'rows', '', 3]);
  expect(output.columns[1]).toMatchObject({ name: 'deny', type: 'string', role: 'label', missing: 0, distinct: 2 });
});

it('documents every key that the schema takes', () => {
  const documented = new Set(data.keys.map((doc) => doc.key));
  for (const key of Object.keys((data.schema as unknown as { entries: object }).entries)) expect(documented).toContain(key);
});

import * as v from 'valibot';
import { frameFromTable, type Frame } from '../frame/frame.ts';
import { fromWire, toWire } from '../sandbox/columns.ts';
import type { CodeAnswer } from '../sandbox/wire.ts';
import { defaultLimits } from '../trust/limits.ts';
import { isParameter, parseCode } from './code/parse-code.ts';
import { keepRoles } from './derive/roles.ts';
import { BodyError, type CellKind, type Step } from './kind.ts';
import { tableOutput } from './table-output.ts';

const schema = v.strictObject({
  language: v.string(),
  code: v.string(),
  data: v.optional(v.array(v.string())),
  inputs: v.optional(v.array(v.string())),
  seed: v.optional(v.array(v.string())),
});

type Body = v.InferOutput<typeof schema>;

/** Names that the code has beside its tables. */
const given = ['aq', 'op', 'inputs', 'random', 'console'];

/** A frame made by JavaScript that the notebook brings along, shut in and only once a person allowed it. */
export const code: CellKind = {
  name: 'code',
  doc: 'A frame made by JavaScript of your own, which runs without network, storage or page, and only once it was allowed.',
  keys: [
    { key: 'data', doc: 'Cells whose tables the code gets, by their names: data=loans,scores.', values: 'cell' },
    { key: 'inputs', doc: 'Inputs whose values the code gets as inputs.NAME: inputs=threshold.' },
    { key: 'seed', doc: 'Seed of random(), Math.random() and what Arquero draws: seed=1, which is the usual one.' },
  ],
  parts: [],
  text: { language: 'js', options: 'data={{data}}' },
  template: 'return {{data}};\n',
  schema,
  toStep,
};

function toStep(raw: unknown): Step {
  const body = raw as Body;
  const data = body.data ?? [];
  const inputs = (body.inputs ?? []).map((name) => name.replace(/^\$/, ''));
  const seed = seedOf(body);
  if (!/^(js|javascript)$/i.test(body.language))
    throw new BodyError(`a code cell is written in JavaScript, not ${body.language}`, [], 'begin it with js code');
  const parameters = parametersOf(data);
  parseCode(body.code, [...parameters, ...given]);
  return {
    reads: data,
    inputs,
    sources: [],
    code: body.code,
    async run({ frames, values }, host, signal) {
      const answer = await host.runCode(
        {
          code: body.code,
          tables: data.map((name, at) => [parameters[at]!, toWire(frames.get(name)!)] as const),
          inputs: inputs.map((name) => [name, values.get(name) ?? null] as const),
          seed,
          limits: { bytes: defaultLimits.codeBytes, rows: host.limits.rows, columns: host.limits.columns },
        },
        signal,
      );
      return new Map([['', frameOf(answer, body.code, frames.get(data[0] ?? ''))]]);
    },
    show(frames) {
      const frame = frames.get('')!;
      return { ...tableOutput(frame, ''), ...(frame.printed === undefined ? {} : { printed: frame.printed }) };
    },
  };
}

/** What the code calls its tables: `quality.roc` is quality_roc. */
function parametersOf(data: readonly string[]): readonly string[] {
  const names = data.map((name) => name.replaceAll('.', '_'));
  names.forEach((name, at) => {
    if (name === '') throw new BodyError('data= names cells, parted by commas without spaces', ['data'], 'as in data=loans,scores');
    if (names.indexOf(name) !== at) throw new BodyError(`data= names ${data[at]} twice`, ['data', at]);
    if (given.includes(name) || !/^[a-z][a-z0-9_]*$/.test(name) || !isParameter(name))
      throw new BodyError(`code cannot call a table ${name}`, ['data', at], 'the word has a meaning of its own there; rename the cell');
  });
  return names;
}

function seedOf({ seed = ['1'] }: Body): number {
  const [word = ''] = seed;
  if (seed.length !== 1 || !/^\d{1,9}$/.test(word))
    throw new BodyError(`seed=${seed.join(',')} is no whole number`, ['seed'], 'as in seed=1');
  return Number(word);
}

function frameOf(answer: CodeAnswer, code: string, first: Frame | undefined): Frame {
  if (!answer.ok) throw new BodyError(answer.message, ['code', offsetOf(code, answer.line, answer.column)], answer.hint);
  const table = fromWire(answer.table);
  const { roles = {}, positive, classes } = first ?? {};
  return frameFromTable(table, {
    roles: keepRoles(roles, table.columnNames()),
    ...(positive === undefined ? {} : { positive }),
    ...(classes === undefined ? {} : { classes }),
    ...(answer.lines.length === 0 ? {} : { printed: answer.lines }),
  });
}

function offsetOf(code: string, line = 1, column = 1): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = code.indexOf('\n', start);
    if (next === -1) break;
    start = next + 1;
  }
  return Math.min(code.length, start + column - 1);
}

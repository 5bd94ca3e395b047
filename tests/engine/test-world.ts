import * as v from 'valibot';
import { kindsByName } from '../../src/cells/index.ts';
import { BodyError, type CellKind, type Host, type Step } from '../../src/cells/kind.ts';
import type { PlainValue } from '../../src/cells/output.ts';
import { tableOutput } from '../../src/cells/table-output.ts';
import { evaluate, type Bench, type EvaluateOptions } from '../../src/engine/evaluate.ts';
import { Memory } from '../../src/engine/memory.ts';
import { Planner } from '../../src/engine/plan.ts';
import type { CellResult } from '../../src/engine/result.ts';
import type { Compute, World } from '../../src/engine/world.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { makeFrame } from '../../src/frame/frame.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { SourceError } from '../../src/io/source.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { defaultLimits } from '../../src/trust/limits.ts';

const noCompute: Compute = {
  load: () => Promise.reject(new Error('the test has no models')),
  holds: () => false,
  predict: () => Promise.reject(new Error('the test has no models')),
  rankBootstrap: () => Promise.reject(new Error('the test has no accelerator')),
  weightedCounts: () => Promise.reject(new Error('the test has no accelerator')),
};

/** What a `probe` cell does when it runs; the test sets it by the cell's `say`. */
export type Act = (host: Host, signal: AbortSignal) => Promise<number> | number;

/** A kind for tests: reads what it is told, and shows the number that its act gives. */
function probeKind(acts: Map<string, Act>): CellKind {
  return {
    name: 'probe',
    doc: 'A cell for tests.',
    keys: [{ key: 'say', doc: 'A word.', required: true }],
    parts: ['half'],
    template: '',
    schema: v.strictObject({
      say: v.string(),
      reads: v.optional(v.array(v.string()), []),
      inputs: v.optional(v.array(v.string()), []),
      expect: v.optional(v.number()),
    }),
    toStep(body) {
      const { say, reads, inputs, expect } = body as { say: string; reads: string[]; inputs: string[]; expect?: number };
      if (say === 'nothing') throw new BodyError('a probe says something', ['say'], undefined, 'hello');
      return {
        reads,
        inputs: inputs.map((name) => name.slice(1)),
        sources: [],
        ...(expect === undefined ? {} : { estimate: () => expect }),
        async run(_inputs, host, signal) {
          const value = (await acts.get(say)?.(host, signal)) ?? say.length;
          return new Map([
            ['', makeFrame([['value', columnFromValues([value])]])],
            ['half', makeFrame([['value', columnFromValues([value / 2])]])],
          ]);
        },
        show: (frames) => tableOutput(frames.get('')!, ''),
      };
    },
  };
}

/** A world over files in memory, with every real kind and `probe`; it counts each run of a cell, and each part that is made. */
export class TestWorld implements World {
  readonly files = new Map<string, string | Uint8Array>();
  readonly acts = new Map<string, Act>();
  /** `KIND BODY` of every run, in order. */
  readonly runs: string[] = [];
  /** Keys of the parts that were made. */
  readonly made: string[] = [];
  readonly kinds: ReadonlyMap<string, CellKind>;
  readonly compute = noCompute;
  readonly backend = 'cpu';
  readonly build = 'test';
  readonly modelReferences = (): readonly string[] => [];
  limits = { ...defaultLimits };
  patience = Infinity;
  /** Where code runs; absent unless a test gives it. */
  code: World['code'];
  /** Hosts that may be read from. */
  readonly hosts = new Set<string>();

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [name, content] of Object.entries(files)) this.files.set(name, content);
    const kinds = [...kindsByName.values(), probeKind(this.acts)];
    this.kinds = new Map(kinds.map((kind) => [kind.name, this.counting(kind)]));
  }

  readonly read: World['read'] = (reference) => {
    if (reference.includes('://') && !this.hosts.has(new URL(reference).host)) {
      const { host } = new URL(reference);
      return Promise.reject(new SourceError('needs-permission', `wants to read ${reference} from ${host}`, host));
    }
    const content = this.files.get(reference);
    if (content === undefined) return Promise.reject(new SourceError('needs-file', `needs the file ${reference}`, reference));
    return Promise.resolve(bytesSource(reference, typeof content === 'string' ? new TextEncoder().encode(content) : content));
  };

  private counting(kind: CellKind): CellKind {
    return {
      ...kind,
      toStep: (body) => {
        const step = kind.toStep(body);
        const run: Step['run'] = (inputs, host, signal) => {
          this.runs.push(`${kind.name} ${JSON.stringify(body)}`);
          const memo: Host['memo'] = (key, make) =>
            host.memo(key, () => {
              this.made.push(key);
              return make();
            });
          return step.run(inputs, { ...host, memo }, signal);
        };
        return { ...step, run };
      },
    };
  }

  /** Kinds of the cells that ran since the last call, in order. */
  takeRuns(): string[] {
    return this.runs.splice(0).map((run) => run.slice(0, run.indexOf(' ')));
  }
}

/** A notebook under edits: one memory, like the page's. */
export class TestNotebook {
  readonly bench: Bench;
  constructor(
    readonly world: TestWorld,
    budget = 1e9,
  ) {
    this.bench = { world, memory: new Memory(budget), planner: new Planner(world.kinds), shelf: new Map(), made: new Map() };
  }

  /** Every result in the order in which it is yielded. */
  async *stream(
    text: string,
    options: EvaluateOptions = {},
    signal: AbortSignal = new AbortController().signal,
  ): AsyncGenerator<CellResult> {
    yield* evaluate(parseNotebook(text, [...this.world.kinds.keys()]), this.bench, signal, options);
  }

  /** The last result of each block. */
  async show(text: string, options: EvaluateOptions = {}): Promise<Map<string, CellResult>> {
    const results = new Map<string, CellResult>();
    for await (const result of this.stream(text, options)) results.set(result.cell, result);
    return results;
  }

  /** The last result of one block. */
  async cell(text: string, name: string, options: EvaluateOptions = {}): Promise<CellResult> {
    const result = (await this.show(text, options)).get(name);
    if (result === undefined) throw new Error(`nothing was shown of ${name}`);
    return result;
  }
}

/** A fenced cell; the body is YAML. */
export function fence(kind: string, name: string, body: string): string {
  return `\`\`\`yaml ${kind} ${name}\n${body}\n\`\`\``;
}

/** A notebook of these blocks, with empty lines between. */
export function notebookOf(...blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}

/** Line and column of the first place where a word stands in a text; the nth with `nth`. */
export function placeOfWord(text: string, word: string, nth = 1): { line: number; column: number } {
  let at = -1;
  for (let time = 0; time < nth; time++) at = text.indexOf(word, at + 1);
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/** The value that an input shows. */
export function controlValue(result: CellResult | undefined): PlainValue {
  return result?.output?.type === 'control' ? result.output.control.value : null;
}

/** The number of rows that a table shows. */
export function rowsOf(result: CellResult | undefined): number {
  return result?.output?.type === 'table' && result.output.layout === 'rows' ? result.output.total : NaN;
}

/** The first row that a table shows. */
export function headOf(result: CellResult | undefined): readonly (readonly PlainValue[])[] {
  return result?.output?.type === 'table' && result.output.layout === 'rows' ? result.output.head : [];
}

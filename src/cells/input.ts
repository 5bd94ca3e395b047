import * as v from 'valibot';
import { columnFromValues } from '../frame/column-from-values.ts';
import { columnOf, makeFrame } from '../frame/frame.ts';
import { nearest } from '../trust/nearest.ts';
import { BodyError, type CellKind, type Step } from './kind.ts';
import type { ControlSpec, PlainValue } from './output.ts';
import { selectionStep } from './selection/selection-input.ts';
import { plainValue } from './table-output.ts';

const types = ['range', 'number', 'select', 'toggle', 'text', 'selection'] as const;
const scalar = v.union([v.string(), v.number(), v.boolean()]);
const finite = v.pipe(v.number(), v.finite());

const schema = v.strictObject({
  type: v.picklist(types, `the type of an input is one of ${types.join(', ')}`),
  label: v.optional(v.string()),
  min: v.optional(finite),
  max: v.optional(finite),
  step: v.optional(v.pipe(finite, v.gtValue(0, 'a step is above 0'))),
  value: v.optional(scalar),
  options: v.optional(v.pipe(v.array(scalar), v.minLength(1, 'a select needs at least one option'))),
  clauses: v.optional(v.record(v.string(), v.unknown())),
});

type Body = v.InferOutput<typeof schema>;

const keysOf: Readonly<Record<Body['type'], readonly string[]>> = {
  range: ['min', 'max', 'step'],
  number: ['min', 'max', 'step'],
  select: ['options'],
  toggle: [],
  text: [],
  selection: ['clauses'],
};

/** A control whose value the cells below read as `$name`. */
export const input: CellKind = {
  name: 'input',
  doc: 'A control: a value that cells below read as $name and that a reader can change.',
  keys: [
    { key: 'type', doc: 'The kind of control.', values: types, required: true },
    { key: 'label', doc: 'What stands beside the control; its name unless given.' },
    { key: 'min', doc: 'The smallest value of a range or number.', when: { key: 'type', is: ['range', 'number'] } },
    { key: 'max', doc: 'The largest value of a range or number.', when: { key: 'type', is: ['range', 'number'] } },
    {
      key: 'step',
      doc: 'The distance between neighbouring values; a hundredth of the range unless given.',
      when: { key: 'type', is: ['range', 'number'] },
    },
    { key: 'value', doc: 'The value to start from.', when: { key: 'type', is: ['range', 'number', 'select', 'toggle', 'text'] } },
    { key: 'options', doc: 'What a select offers, in order.', when: { key: 'type', is: ['select'] } },
    {
      key: 'clauses',
      doc: 'What is selected, by the cell that selects it: {by_age: {age: {from: 20, below: 30}}, by_group: {group: [a, b]}}; nothing is all rows.',
      when: { key: 'type', is: ['selection'] },
    },
  ],
  parts: [],
  template: 'type: range\nmin: 0\nmax: 1\nvalue: 0.5\n',
  schema,
  toStep,
};

function toStep(raw: unknown): Step {
  const body = raw as Body;
  refuseForeign(body);
  if (body.type === 'selection') return selectionStep(body);
  const control = controlOf(body);
  return {
    reads: [],
    inputs: [],
    sources: [],
    run(inputs) {
      const value = withinControl(control, inputs.values.get('override') ?? control.value);
      return Promise.resolve(new Map([['', makeFrame([['value', columnFromValues([value])]])]]));
    },
    show(frames) {
      const frame = frames.get('');
      const value = frame === undefined ? control.value : plainValue(columnOf(frame, 'value'), 0);
      return { type: 'control', label: body.label ?? '', control: { ...control, value } as ControlSpec };
    },
  };
}

function refuseForeign(body: Body): void {
  for (const key of ['min', 'max', 'step', 'options', 'clauses'] as const) {
    if (body[key] !== undefined && !keysOf[body.type].includes(key))
      throw new BodyError(`an input of type ${body.type} has no ${key}`, [key]);
  }
  if (body.type === 'selection' && body.value !== undefined)
    throw new BodyError('a selection has no value', ['value'], 'say clauses: what each cell selects');
}

function controlOf(body: Body): ControlSpec {
  if (body.type === 'select') return selectOf(body);
  if (body.type === 'toggle') return { type: 'toggle', value: typed(body, 'boolean', false) };
  if (body.type === 'text') return { type: 'text', value: typed(body, 'string', '') };
  return body.type === 'range' ? rangeOf(body) : numberOf(body);
}

function rangeOf(body: Body): ControlSpec {
  const { min, max } = body;
  if (min === undefined || max === undefined) throw new BodyError(`a range needs ${min === undefined ? 'min' : 'max'}`, []);
  if (min >= max) throw new BodyError(`min ${min} is not below max ${max}`, ['min']);
  const step = body.step ?? (max - min) / 100;
  if (step > max - min) throw new BodyError(`the step ${step} is wider than the range from ${min} to ${max}`, ['step']);
  const value = typed(body, 'number', min);
  requireWithin(value, min, max);
  return { type: 'range', min, max, step, value };
}

function numberOf(body: Body): ControlSpec {
  const { min, max, step } = body;
  if (min !== undefined && max !== undefined && min >= max) throw new BodyError(`min ${min} is not below max ${max}`, ['min']);
  const value = typed(body, 'number', min ?? Math.min(0, max ?? 0));
  requireWithin(value, min ?? -Infinity, max ?? Infinity);
  return {
    type: 'number',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(step === undefined ? {} : { step }),
    value,
  };
}

function requireWithin(value: number, min: number, max: number): void {
  if (!Number.isFinite(value)) throw new BodyError(`the value ${value} is no finite number`, ['value']);
  if (value < min) throw new BodyError(`the value ${value} is below min ${min}`, ['value']);
  if (value > max) throw new BodyError(`the value ${value} is above max ${max}`, ['value']);
}

function selectOf(body: Body): ControlSpec {
  const { options } = body;
  if (options === undefined) throw new BodyError('a select needs options', []);
  const value = body.value ?? options[0]!;
  if (!options.includes(value)) {
    const near = nearest(String(value), options.map(String));
    throw new BodyError(
      `${value} is none of the options`,
      ['value'],
      near === undefined ? `they are ${options.join(', ')}` : `the nearest is ${near}`,
      near,
    );
  }
  return { type: 'select', options, value };
}

interface Words {
  readonly number: number;
  readonly boolean: boolean;
  readonly string: string;
}

function typed<T extends keyof Words>(body: Body, type: T, otherwise: Words[T]): Words[T] {
  if (body.value === undefined) return otherwise;
  if (typeof body.value !== type) {
    const wanted = { number: 'a number', boolean: 'true or false', string: 'text, in quotes' }[type];
    throw new BodyError(`the value of a ${body.type} is ${wanted}; found ${String(body.value)}`, ['value']);
  }
  return body.value as Words[T];
}

/** A value from a hand or a command line, held to what the control can take. */
function withinControl(control: ControlSpec, value: PlainValue): PlainValue {
  const refuse = (): never => {
    throw new BodyError(`${String(value)} is no value of this ${control.type}`, ['value']);
  };
  if (control.type === 'select') return value !== null && control.options.includes(value) ? value : refuse();
  if (control.type === 'toggle') return typeof value === 'boolean' ? value : refuse();
  if (control.type === 'text' || control.type === 'selection') return String(value ?? '');
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse();
  return Math.min(control.max ?? Infinity, Math.max(control.min ?? -Infinity, value));
}

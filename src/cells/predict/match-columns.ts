import { BooleanColumn, NumberColumn, VectorColumn, type Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import type { ModelHandle, ModelInput } from '../../frame/model-handle.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';
import { planTensors, shapeText, type TensorPlan } from '../model/tensor-plan.ts';

/** A column of the data that fills part of a tensor's row, from `offset` on. */
export interface Filler {
  readonly input: ModelInput;
  readonly column: Column;
  readonly offset: number;
  readonly width: number;
  /** For a number that is standardized. */
  readonly mean: number;
  readonly scale: number;
}

/** A tensor as the data fills it. */
export interface FilledTensor {
  readonly name: string;
  /** Shape of one row. */
  readonly shape: readonly number[];
  readonly width: number;
  readonly fillers: readonly Filler[];
}

/** Finds the columns that a model takes in the data; none where the data has no rows, and so no types. Throws `BodyError` that names what is missing, extra or of the wrong type. */
export function matchColumns(model: ModelHandle, data: Frame, dataName: string): readonly FilledTensor[] {
  const names = data.table.columnNames();
  checkPresent(model, names, dataName);
  if (data.table.totalRows() === 0) return [];
  let numbers = 0;
  return planTensors(model.signature, model.inputs).map((plan) => {
    const fillers: Filler[] = [];
    let offset = 0;
    for (const input of plan.entries) {
      const column = columnOf(data, input.column);
      checkType(input, column, dataName);
      const width = input.type === 'one_hot' ? input.categories.length : column instanceof VectorColumn ? column.width : 1;
      const place = input.type === 'number' ? numbers++ : -1;
      const mean = model.standardize?.mean[place] ?? 0;
      fillers.push({ input, column, offset, width, mean, scale: model.standardize?.scale[place] ?? 1 });
      offset += width;
    }
    return { name: plan.signature.name, shape: shapeOf(plan, fillers, offset, data), width: offset, fillers };
  });
}

function checkPresent(model: ModelHandle, names: readonly string[], dataName: string): void {
  const wanted = model.inputs.map(({ column }) => column);
  const missing = wanted.filter((column) => !names.includes(column));
  if (missing.length === 0) return;
  const extra = names.filter((name) => !wanted.includes(name));
  const near = [...new Set(missing.map((column) => nearest(column, extra)).filter((name) => name !== undefined))];
  const hints = [
    ...(near.length === 0 ? [] : [`the nearest ${near.length === 1 ? 'name is' : 'names are'} ${near.join(', ')}`]),
    ...(extra.length === 0 ? [] : [`columns that the model does not take: ${listed(extra)}`]),
  ];
  throw new BodyError(
    `${dataName} lacks ${missing.length === 1 ? 'a column' : `${missing.length} columns`} that the model takes: ${listed(missing)}`,
    ['data'],
    hints.length === 0 ? undefined : hints.join('; '),
  );
}

function listed(names: readonly string[]): string {
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`;
}

function checkType(input: ModelInput, column: Column, dataName: string): void {
  const where = `${input.column} in ${dataName}`;
  if (input.type === 'number' && !(column instanceof NumberColumn) && !(column instanceof BooleanColumn)) {
    const wayOut = column.type === 'string' ? 'list its categories with one_hot, or declare its type in the data cell' : undefined;
    throw new BodyError(`${where} holds ${plural(column)} where the model takes numbers`, ['data'], wayOut);
  }
  if (input.type === 'image' && !(column instanceof VectorColumn)) {
    throw new BodyError(`${where} holds ${plural(column)} where the model takes the pixels of an image`, ['data']);
  }
  if (input.type === 'one_hot' && (column.type === 'vector' || column.type === 'time')) {
    throw new BodyError(`${where} holds ${plural(column)} where the model takes categories`, ['data']);
  }
}

function plural(column: Column): string {
  return { number: 'numbers', string: 'text', boolean: 'booleans', time: 'times', vector: 'vectors' }[column.type];
}

function shapeOf(plan: TensorPlan, fillers: readonly Filler[], width: number, data: Frame): readonly number[] {
  const { shape } = plan.signature;
  const image = fillers.find(({ input }) => input.type === 'image');
  if (image === undefined) return shape.every((side) => side !== null) ? shape : [width];
  const role = data.roles.image?.find(({ column }) => column === image.input.column)?.shape;
  const given = role ?? [image.width];
  const free = shape.some((side) => side === null);
  const sides = free && role !== undefined ? role.slice(0, shape.length) : shape;
  const fits = sides.length === shape.length && sides.every((side, at) => side !== null && (shape[at] === null || shape[at] === side));
  const size = sides.reduce<number>((product, side) => product * (side ?? 0), 1);
  const sameSides = role === undefined || shape.length === 1 || (sides[0] === role[0] && sides[1] === role[1]);
  if (!fits || size !== image.width || !sameSides) {
    throw new BodyError(
      `${image.input.column} holds ${role === undefined ? 'vectors' : 'images'} of ${shapeText(given)} where the model takes ${shapeText(shape)}`,
      ['data'],
    );
  }
  return sides as readonly number[];
}

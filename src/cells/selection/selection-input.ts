import { columnFromValues } from '../../frame/column-from-values.ts';
import { columnOf, makeFrame } from '../../frame/frame.ts';
import type { Clauses } from '../../frame/selection/clause.ts';
import { clausesText } from '../../frame/selection/clause-text.ts';
import { BodyError, type Step } from '../kind.ts';
import type { PlainValue } from '../output.ts';
import { plainValue } from '../table-output.ts';
import { readClauses } from './read-clauses.ts';

/** An input whose value is what other cells select, as JSON text; a gesture or a command line gives such text too. */
export function selectionStep(body: { readonly label?: string | undefined; readonly clauses?: unknown }): Step {
  const own = readClauses(body.clauses ?? {});
  return {
    reads: [],
    inputs: [],
    sources: [],
    run(inputs) {
      const override = inputs.values.get('override');
      const clauses = override === undefined ? own : readText(override);
      return Promise.resolve(new Map([['', makeFrame([['value', columnFromValues([clausesText(clauses)])]])]]));
    },
    show(frames) {
      const frame = frames.get('');
      const value = frame === undefined ? '{}' : String(plainValue(columnOf(frame, 'value'), 0));
      return { type: 'control', label: body.label ?? '', control: { type: 'selection', value, clauses: JSON.parse(value) as Clauses } };
    },
  };
}

function readText(text: PlainValue): Clauses {
  let value: unknown;
  try {
    value = JSON.parse(String(text));
  } catch {
    throw new BodyError('a selection is given as JSON: {"by_age": {"age": {"from": 20}}}', ['clauses']);
  }
  return readClauses(value);
}

import { plainValue } from '../cells/table-output.ts';
import type { PlainValue } from '../cells/output.ts';
import type { Frames } from '../cells/kind.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import type { MeasuredFacts } from '../start/plan.ts';

/** The numbers and gaps that a metrics cell made. */
export function measuredFacts(frames: Frames): MeasuredFacts {
  const numbers = frames.get('');
  const gaps = frames.get('gaps');
  return { numbers: numbers === undefined ? [] : numbersOf(numbers), gaps: gaps === undefined ? [] : numbersOf(gaps) };
}

function numbersOf(frame: Frame): MeasuredFacts['gaps'] {
  const names = frame.table.columnNames();
  const value = (name: string, row: number): PlainValue => (names.includes(name) ? plainValue(columnOf(frame, name), row) : null);
  const text = (name: string, row: number): string => String(value(name, row) ?? '');
  const number = (name: string, row: number): number => {
    const found = value(name, row);
    return typeof found === 'number' ? found : NaN;
  };
  return Array.from({ length: frame.table.totalRows() }, (_, row) => ({
    metric: text('metric', row),
    class: text('class', row),
    slice: text('slice', row),
    n: number('n', row),
    value: number('value', row),
    low: number('low', row),
    high: number('high', row),
    q: number('q', row),
  }));
}

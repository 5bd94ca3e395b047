import { expect, it } from 'vitest';
import { ownRowCells } from '../../src/notebook/own-rows.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';

const kinds = ['data', 'predict', 'derive', 'slice', 'table', 'chart', 'metrics', 'calibration', 'model'];

function own(...cells: readonly string[]): readonly string[] {
  const text = cells
    .map((cell) => {
      const [head, ...body] = cell.split('|');
      return `\`\`\`yaml ${head}\n${body.join('\n')}\n\`\`\`\n`;
    })
    .join('\n');
  return [...ownRowCells(parseNotebook(text, kinds))];
}

it('follows rows from files through everything that passes them on', () => {
  const cells = ['data a|source: a.csv', 'derive b|data: a|filter: d.x > 1', 'slice c|data: b|where: d.x > 2', 'table d|data: c'];
  expect(own(...cells)).toEqual(['a', 'b', 'c', 'd']);
  expect(own(cells[0]!, 'derive j|data: q|join: {with: a, on: [id]}')).toEqual(['a', 'j']);
  expect(own(cells[0]!, 'chart points|data: a|spec: {mark: point}')).toEqual(['a', 'points']);
  expect(own(cells[0]!, 'chart binder|data: a|spec: {mark: point, encoding: {x: {field: bin}}}')).toEqual(['a', 'binder']);
});

it('stops where rows are counted or measured', () => {
  const data = 'data a|source: a.csv';
  expect(own(data, 'derive b|data: a|groupby: [x]|rollup: {n: op.count()}', 'table c|data: b')).toEqual(['a']);
  expect(own(data, 'table c|data: a|as: confusion')).toEqual(['a']);
  expect(own(data, 'chart h|data: a|spec: {mark: bar, encoding: {x: {field: x, bin: true}}}')).toEqual(['a']);
  expect(own(data, 'metrics m|data: a', 'derive r|data: m', 'chart c|data: m.roc|spec: {mark: line}')).toEqual(['a']);
});

it('knows the parts of measurements that hold rows', () => {
  expect(own('data a|source: a.csv', 'calibration k|data: a', 'table t|data: k.recalibrated')).toEqual(['a', 't']);
});

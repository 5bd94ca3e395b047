import { readChartGrammar } from '../../../src/app/editor/chart-grammar.ts';
import type { Surroundings } from '../../../src/app/editor/knowledge.ts';
import { kinds } from '../../../src/cells/index.ts';
import { metricDescriptions as metrics } from '../../../src/cells/metrics/descriptions.ts';
import { describeKinds } from '../../../src/engine/describe-kinds.ts';
import type { ColumnValues } from '../../../src/engine/protocol.ts';
import { expressionFunctions } from '../../../src/trust/expression-functions.ts';
import { grammar } from 'virtual:chart-grammar';

const values: Readonly<Record<string, readonly (string | number)[]>> = {
  'loans single': ['no', 'yes', "it's"],
  'loans deny': ['no', 'yes'],
  'loans lvrat': [0.8, 0.5],
  'quality metric': ['recall', 'roc_auc'],
  'quality slice': ['all', 'afam=yes', 'afam=yes, single=no'],
};

/** All kinds and metrics, and the cells of a small notebook, as they are known where a cell of a kind is typed in; null is prose. */
export function around(kind: string | null, name = 'some'): Surroundings {
  const column = (title: string, type: string): { name: string; type: string } => ({ name: title, type });
  return {
    kinds: describeKinds(kinds),
    metrics,
    functions: expressionFunctions,
    cells: [
      {
        cell: 'loans',
        kind: 'data',
        rows: 2380,
        columns: [
          column('deny', 'string'),
          column('single', 'string'),
          column('lvrat', 'number'),
          column('a b', 'string'),
          column('when', 'time'),
        ],
        roles: { label: 'deny', score: new Map([['', 'lvrat']]), group: ['single'] },
        task: 'binary',
      },
      { cell: 'scorer', kind: 'model', rows: 0, columns: [] },
      {
        cell: 'quality',
        kind: 'metrics',
        rows: 12,
        columns: ['metric', 'class', 'slice', 'n', 'value', 'low', 'high'].map((title) =>
          column(title, /metric|class|slice/.test(title) ? 'string' : 'number'),
        ),
      },
      { cell: 'quality.roc', kind: 'metrics', rows: 200, columns: [column('threshold', 'number')] },
    ],
    inputs: ['threshold', 'floor'],
    now: new Map([['threshold', '0.15']]),
    cell: kind === null ? null : { kind, name },
    values: (cell, of): Promise<ColumnValues> => {
      const found = values[`${cell} ${of}`] ?? [];
      return Promise.resolve({ values: found.map((value, at) => ({ value, rows: 10 - at })), distinct: found.length, missing: 0 });
    },
    chart: () => Promise.resolve(readChartGrammar(grammar)),
    fresh: (wanted) => `${wanted}_2`,
  };
}

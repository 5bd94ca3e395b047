import type { Knowledge } from '../../../src/app/editor/knowledge.ts';
import { kinds } from '../../../src/cells/index.ts';
import { describeKinds } from '../../../src/engine/describe-kinds.ts';
import { metricDescriptions as metrics } from '../../../src/cells/metrics/descriptions.ts';
import { expressionFunctions } from '../../../src/trust/expression-functions.ts';

/** All kinds and metrics, and the cells of a small notebook. */
export const knowledge: Knowledge = {
  kinds: describeKinds(kinds),
  metrics,
  functions: expressionFunctions,
  cells: [
    {
      cell: 'loans',
      kind: 'data',
      rows: 2380,
      columns: [
        { name: 'deny', type: 'string' },
        { name: 'afam', type: 'string' },
      ],
    },
    { cell: 'quality', kind: 'metrics', rows: 12, columns: [{ name: 'low', type: 'number' }] },
  ],
  inputs: ['threshold', 'floor'],
};

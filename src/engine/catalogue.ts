import { kindsByName } from '../cells/index.ts';
import { metricDescriptions } from '../cells/metrics/descriptions.ts';
import { expressionFunctions } from '../trust/expression-functions.ts';
import type { Catalogue } from './evaluate-service.ts';

/** Everything that this build knows: kinds, metrics, functions of expressions. */
export const catalogue: Catalogue = { kinds: kindsByName, metrics: metricDescriptions, functions: expressionFunctions };

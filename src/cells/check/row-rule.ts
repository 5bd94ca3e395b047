import type { Frame } from '../../frame/frame.ts';
import { filterTable, type Values } from '../frame-where.ts';
import { countText } from '../number-text.ts';
import type { CheckResult } from '../output.ts';
import { RuleError } from './rule-error.ts';
import type { Rule } from './schema.ts';

/** A rule about rows: it holds when every matched row satisfies it. Throws `RuleError` when no row matches. */
export function checkRows(frame: Frame, rule: Rule, values: Values): CheckResult {
  const foreign = (['metric', 'class', 'slices'] as const).find((key) => rule[key] !== undefined);
  if (foreign !== undefined) throw new RuleError(`${foreign} is a word of metrics; the data of this check holds rows`);
  const table = rule.where === undefined ? frame.table : filterTable(frame.table, rule.where, values).reify();
  const rows = table.numRows();
  if (rows === 0) throw new RuleError(rule.where === undefined ? 'the data has no rows' : `no row matches ${rule.where}`);
  const broken = rows - filterTable(table, rule.expect, values).numRows();
  const severity = rule.severity ?? 'fail';
  const where = rule.where === undefined ? '' : ` where ${rule.where}`;
  return {
    title: rule.title ?? rule.expect,
    severity,
    state: broken === 0 ? 'pass' : severity,
    observed: broken === 0 ? `all ${countText(rows, 'row')}` : `${broken.toLocaleString('en-US')} of ${countText(rows, 'row')} break it`,
    expected: rule.expect,
    sentence:
      broken === 0
        ? `${rows === 1 ? 'The one row' : `All ${countText(rows, 'row')}`}${where} ${rows === 1 ? 'satisfies' : 'satisfy'} ${rule.expect}.`
        : `${broken.toLocaleString('en-US')} of ${countText(rows, 'row')}${where} ${broken === 1 ? 'does' : 'do'} not satisfy ${rule.expect}.`,
    n: rows,
  };
}

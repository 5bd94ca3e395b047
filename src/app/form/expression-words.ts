import type { CellNames } from '../../engine/protocol.ts';
import { columnOptions } from './pick-options.ts';
import type { Option } from './options.ts';
import { memberOf } from './slices.ts';

/** What may follow at the cursor of an expression. */
export interface Words {
  /** Where the word begins that an option takes the place of. */
  readonly from: number;
  readonly typed: string;
  readonly options: readonly Option[];
}

/** Columns behind `d.`, inputs behind `$.`, functions behind `op.`; null elsewhere. */
export function wordsAt(
  expression: string,
  cursor: number,
  known: { readonly frame: CellNames | undefined; readonly inputs: readonly string[]; readonly functions: readonly string[] },
): Words | null {
  const found = /(?:^|[^\w$.])(d|\$|op)\.([\w$]*)$/.exec(expression.slice(0, cursor));
  if (found === null) return null;
  const [, base, typed] = found as unknown as [string, string, string];
  const from = cursor - typed.length - base.length - 1;
  if (base === '$') return { from, typed, options: known.inputs.map((name) => ({ value: `$.${name}`, label: name, detail: 'input' })) };
  if (base === 'op')
    return { from, typed, options: known.functions.map((name) => ({ value: `op.${name}(`, label: name, detail: 'function' })) };
  return {
    from,
    typed,
    options: columnOptions(known.frame).map((option) => ({ ...option, value: memberOf(option.value), label: option.value })),
  };
}

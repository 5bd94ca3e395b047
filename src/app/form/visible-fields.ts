import type { FormField, Widget } from '../../engine/form-field.ts';
import type { BodyValue } from '../../notebook/body-value.ts';
import { textOf } from './text-of.ts';

const few = 8;
/** What a kind is mostly about; these show though nothing is given. */
const main = new Set(['metrics', 'columns', 'by', 'rules', 'entries', 'expression', 'sort']);

function isMain(widget: Widget): boolean {
  return main.has(widget.type) || (widget.type === 'input' && widget.numbers);
}

/** Fields that a form shows at once, and those that it keeps behind More. A key that is also a step is offered as a step; one that means nothing here is left out. */
export function visibleFields(
  fields: readonly FormField[],
  body: { readonly [key: string]: BodyValue },
): { readonly shown: readonly FormField[]; readonly more: readonly FormField[] } {
  const steps = fields.flatMap(({ widget }) => (widget.type === 'entries' ? widget.fields.map(({ key }) => key) : []));
  const alone = steps.filter((key) => fields.some((field) => field.key === key));
  const applies = ({ when }: FormField): boolean => when === undefined || when.is.includes(textOf(body[when.key]));
  const isShown = ({ key, required, widget }: FormField): boolean =>
    required || Object.hasOwn(body, key) || (!alone.includes(key) && (fields.length <= few || isMain(widget) || key === 'interval'));
  const known = fields.filter((field) => applies(field) || Object.hasOwn(body, field.key));
  return { shown: known.filter(isShown), more: known.filter((field) => !isShown(field) && !alone.includes(field.key)) };
}

import type { Widget } from '../../engine/form-field.ts';
import type { BodyValue } from '../../notebook/body-value.ts';

/** What a new value of a widget begins as. */
export function emptyValue(widget: Widget): BodyValue {
  switch (widget.type) {
    case 'number':
      return startOf(widget);
    case 'input':
      return widget.numbers ? 0.5 : '';
    case 'boolean':
      return true;
    case 'choice':
      return widget.options[0] ?? '';
    case 'literal':
      return widget.value;
    case 'group':
      return Object.fromEntries(widget.fields.filter(({ required }) => required).map((field) => [field.key, emptyValue(field.widget)]));
    case 'columns':
    case 'metrics':
    case 'by':
    case 'sort':
    case 'list':
    case 'entries':
    case 'rules':
      return [];
    case 'map':
      return {};
    case 'either':
      return emptyValue(widget.options[0]!.widget);
    case 'yaml':
      return null;
    default:
      return '';
  }
}

/** Counts without a bound begin at a hundred, so that a new limit leaves something; others at their least, or between their bounds. */
function startOf({ min, max, above, below, integer }: Extract<Widget, { type: 'number' }>): number {
  if (integer === true && max === undefined) return Math.max(100, min ?? 0);
  return min ?? (above === undefined ? 0 : (above + (below ?? above + 2)) / 2);
}

import type { Widget } from '../../engine/form-field.ts';
import type { BodyValue } from '../../notebook/body-value.ts';

/** What a new value of a widget begins as. */
export function emptyValue(widget: Widget): BodyValue {
  switch (widget.type) {
    case 'number':
      return widget.min ?? (widget.above === undefined ? 0 : (widget.above + (widget.below ?? widget.above + 2)) / 2);
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

import type { Widget } from '../../engine/form-field.ts';
import { isMapping, type BodyValue } from '../../notebook/body-value.ts';

/** Whether a widget can show a value. */
export function fitsWidget(widget: Widget, value: BodyValue): boolean {
  switch (widget.type) {
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'literal':
      return value === widget.value;
    case 'choice':
      return typeof value === 'string' && widget.options.includes(value);
    case 'input':
      return (widget.numbers && typeof value === 'number') || (typeof value === 'string' && value.startsWith('$'));
    case 'text':
    case 'cell':
    case 'column':
    case 'expression':
      return typeof value === 'string';
    case 'value':
    case 'class':
      return typeof value !== 'object';
    case 'metric':
      return typeof value === 'string' || isMapping(value);
    case 'columns':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'list':
      return Array.isArray(value) && (value as readonly BodyValue[]).every((item) => fitsWidget(widget.item, item));
    case 'metrics':
    case 'by':
    case 'sort':
    case 'rules':
    case 'entries':
      return Array.isArray(value);
    case 'group': {
      const keys = new Set(widget.fields.map(({ key }) => key));
      const needed = widget.fields.filter(({ required }) => required);
      return isMapping(value) && Object.keys(value).every((key) => keys.has(key)) && needed.every(({ key }) => Object.hasOwn(value, key));
    }
    case 'map':
      return isMapping(value);
    case 'either':
      return widget.options.some((option) => fitsWidget(option.widget, value));
    case 'yaml':
      return true;
  }
}

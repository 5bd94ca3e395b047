import { safeParse } from 'valibot';
import { expect, it } from 'vitest';
import { emptyValue } from '../../../src/app/form/empty-value.ts';
import { fitsWidget } from '../../../src/app/form/fits-widget.ts';
import { valueWords } from '../../../src/app/form/value-words.ts';
import { kinds } from '../../../src/cells/index.ts';
import { describeFields } from '../../../src/engine/describe-fields.ts';
import type { FormField, Widget } from '../../../src/engine/form-field.ts';

function within(widget: Widget): readonly Widget[] {
  const own = (fields: readonly FormField[]): readonly Widget[] => fields.flatMap((field) => [field.widget, ...within(field.widget)]);
  if (widget.type === 'group' || widget.type === 'entries' || widget.type === 'rules') return own(widget.fields);
  if (widget.type === 'either') return widget.options.flatMap((option) => [option.widget, ...within(option.widget)]);
  if (widget.type === 'list') return [widget.item, ...within(widget.item)];
  return widget.type === 'map' ? [widget.value, ...within(widget.value)] : [];
}

it('begins every widget of every kind with a value that the widget can show', () => {
  for (const kind of kinds) {
    for (const { widget } of describeFields(kind)) {
      for (const each of [widget, ...within(widget)]) {
        if (each.type === 'input' && !each.numbers) continue;
        expect([kind.name, each.type, fitsWidget(each, emptyValue(each))]).toEqual([kind.name, each.type, true]);
      }
    }
  }
});

it('begins numbers, truths and choices with what the schema takes', () => {
  for (const kind of kinds) {
    const schema = kind.schema as unknown as { readonly entries: Readonly<Record<string, Parameters<typeof safeParse>[0]>> };
    for (const { key, widget } of describeFields(kind)) {
      if (!['number', 'boolean', 'choice'].includes(widget.type)) continue;
      expect([kind.name, key, safeParse(schema.entries[key]!, emptyValue(widget)).success]).toEqual([kind.name, key, true]);
    }
  }
});

it('leaves rows behind a new limit', () => {
  expect(emptyValue({ type: 'number', min: 0, integer: true })).toBe(100);
  expect(emptyValue({ type: 'number', above: 0, below: 1 })).toBe(0.5);
  expect(emptyValue({ type: 'number', min: 2, max: 100, integer: true })).toBe(2);
});

it('says a value in a few words', () => {
  expect(valueWords('pirat')).toBe('pirat');
  expect(valueWords({ column: 'chist', one_hot: ['1', '2'] })).toBe('chist, 2 categories');
  expect(valueWords({ column: 'pixels', image: true })).toBe('pixels, image');
  expect(valueWords(['a', 'b'])).toBe('a, b');
});

import { describe, expect, it } from 'vitest';
import { kinds, kindsByName } from '../../src/cells/index.ts';
import { describeFields } from '../../src/engine/describe-fields.ts';
import type { FormField, Widget } from '../../src/engine/form-field.ts';

const widgetAt = (kind: string, ...keys: string[]): Widget => {
  let fields = describeFields(kindsByName.get(kind)!);
  let widget: Widget = { type: 'yaml' };
  for (const key of keys) {
    widget = fields.find((field) => field.key === key)!.widget;
    fields = within(widget);
  }
  return widget;
};

function within(widget: Widget): readonly FormField[] {
  if (widget.type === 'group' || widget.type === 'entries' || widget.type === 'rules') return widget.fields;
  if (widget.type === 'either') return widget.options.flatMap((option) => within(option.widget));
  if (widget.type === 'list') return within(widget.item);
  return widget.type === 'map' ? within(widget.value) : [];
}

/** Keys of every depth with their widgets, as `interval.level`. */
function everyField(fields: readonly FormField[], prefix = ''): [string, Widget][] {
  return fields.flatMap(
    ({ key, widget }) => [[prefix + key, widget], ...everyField(within(widget), `${prefix}${key}.`)] as [string, Widget][],
  );
}

describe('describeFields', () => {
  it('gives no form to a kind whose body is a text', () => {
    expect(describeFields(kindsByName.get('code')!)).toEqual([]);
  });

  it.each(kinds.filter(({ text }) => text === undefined))('gives every key of $name a field, and every field a sentence', (kind) => {
    const fields = describeFields(kind);
    const keys = everyField(fields).map(([key]) => key);
    const schema = kind.schema as unknown as { readonly entries: object };
    expect(fields.map(({ key }) => key).toSorted()).toEqual(Object.keys(schema.entries).toSorted());
    for (const { key, required } of kind.keys) {
      expect(keys).toContain(key);
      if (!key.includes('.')) expect(fields.find((field) => field.key === key)!.required).toBe(required === true);
    }
    for (const { doc } of fields) expect(doc).toMatch(/[.\]}:]$/);
  });

  it('falls back to YAML only for a chart and what a gesture writes', () => {
    const free = kinds.flatMap((kind) =>
      everyField(describeFields(kind)).flatMap(([key, widget]) => (widget.type === 'yaml' ? [`${kind.name}.${key}`] : [])),
    );
    expect(free.toSorted()).toEqual(['chart.spec', 'input.clauses']);
  });

  it('reads bounds, choices and what holds otherwise', () => {
    expect(widgetAt('metrics', 'interval', 'level')).toEqual({ type: 'number', above: 0, below: 1 });
    expect(widgetAt('metrics', 'interval', 'replicates')).toEqual({ type: 'number', min: 100, max: 100_000, integer: true });
    expect(widgetAt('check', 'rules', 'severity')).toEqual({ type: 'choice', options: ['fail', 'warn'] });
    const fields = describeFields(kindsByName.get('fairness')!);
    expect(fields.find(({ key }) => key === 'least')!.otherwise).toBe('30');
    expect(fields.find(({ key }) => key === 'method')!.otherwise).toBe('between_groups');
    expect(describeFields(kindsByName.get('calibration')!).find(({ key }) => key === 'bins')!.otherwise).toBe('15');
  });

  it('knows cells, columns, metrics, classes, slices and expressions', () => {
    expect(widgetAt('metrics', 'data')).toEqual({ type: 'cell', fits: 'predict' });
    expect(widgetAt('predict', 'model')).toEqual({ type: 'cell', fits: 'model' });
    expect(widgetAt('derive', 'join', 'with')).toEqual({ type: 'cell' });
    expect(widgetAt('metrics', 'metrics')).toEqual({ type: 'metrics' });
    expect(widgetAt('metrics', 'by')).toEqual({ type: 'by' });
    expect(widgetAt('threshold', 'by')).toEqual({ type: 'by' });
    expect(widgetAt('fairness', 'sensitive')).toEqual({ type: 'by' });
    expect(widgetAt('metrics', 'threshold')).toEqual({ type: 'input', numbers: true });
    expect(widgetAt('metrics', 'positive')).toEqual({ type: 'class' });
    expect(widgetAt('metrics', 'interval', 'cluster')).toEqual({ type: 'column' });
    expect(widgetAt('table', 'columns')).toEqual({ type: 'columns' });
    expect(widgetAt('table', 'orderby')).toEqual({ type: 'sort' });
    expect(widgetAt('slice', 'where')).toEqual({ type: 'expression', about: 'rows' });
    expect(widgetAt('derive', 'derive')).toEqual({ type: 'map', keys: 'text', value: { type: 'expression', about: 'columns' } });
    expect(widgetAt('data', 'types')).toMatchObject({ type: 'map', keys: 'column', value: { type: 'choice' } });
    expect(widgetAt('threshold', 'choose', 'max')).toEqual({ type: 'metric' });
  });

  it('offers each form that a value may take', () => {
    const labels = (widget: Widget): string[] => (widget.type === 'either' ? widget.options.map(({ label }) => label) : []);
    expect(labels(widgetAt('threshold', 'select_on'))).toEqual(['half', 'split', 'cell']);
    expect(labels(widgetAt('compare', 'models'))).toEqual(['cells', 'one for each']);
    expect(widgetAt('calibration', 'recalibrate')).toMatchObject({ type: 'list', item: { type: 'choice' } });
  });
});

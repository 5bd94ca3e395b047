import { describe, expect, it } from 'vitest';
import { visibleFields } from '../../../src/app/form/visible-fields.ts';
import { kindsByName } from '../../../src/cells/index.ts';
import { describeFields } from '../../../src/engine/describe-fields.ts';
import type { BodyValue } from '../../../src/notebook/body-value.ts';

const shown = (kind: string, body: { readonly [key: string]: BodyValue }): string[] =>
  visibleFields(describeFields(kindsByName.get(kind)!), body).shown.map(({ key }) => key);

describe('visibleFields', () => {
  it('shows what a kind is about, and what is given', () => {
    expect(shown('metrics', { data: 'a' })).toEqual(['data', 'metrics', 'threshold', 'by', 'interval']);
    expect(shown('metrics', { data: 'a', positive: 'x' })).toContain('positive');
    expect(shown('slice', {})).toEqual(['data', 'where', 'title', 'filter']);
  });

  it('offers a verb of a derive cell as a step, unless it stands alone already', () => {
    expect(shown('derive', { data: 'a' })).toEqual(['data', 'steps']);
    expect(shown('derive', { data: 'a', filter: 'd.x > 1' })).toEqual(['data', 'steps', 'filter']);
  });

  it('leaves out what a type of input has not, unless it is given', () => {
    expect(shown('input', { type: 'range' })).toEqual(['type', 'label', 'min', 'max', 'step', 'value']);
    expect(shown('input', { type: 'select' })).toEqual(['type', 'label', 'value', 'options']);
    expect(shown('input', { type: 'toggle', min: 1 })).toEqual(['type', 'label', 'min', 'value']);
    expect(shown('input', { type: 'selection' })).toEqual(['type', 'label', 'clauses']);
  });

  it('hides nothing for good but verbs', () => {
    for (const kind of kindsByName.values()) {
      const fields = describeFields(kind);
      const parts = visibleFields(fields, {});
      const both = [...parts.shown, ...parts.more].map(({ key }) => key);
      const gone = fields.map(({ key }) => key).filter((key) => !both.includes(key));
      if (kind.name !== 'derive' && kind.name !== 'input') expect(gone).toEqual([]);
    }
  });
});

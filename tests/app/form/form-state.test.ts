import { describe, expect, it } from 'vitest';
import { FormState } from '../../../src/app/form/form-state.svelte.ts';
import type { Workbench } from '../../../src/app/workbench.svelte.ts';
import type { FakeEngine } from '../fake-engine.ts';
import { open, result } from '../open-workbench.ts';

const cells = `\`\`\`yaml data loans
source: loans.csv
\`\`\`

\`\`\`yaml metrics quality
data: loans # the rows
interval: {level: 0.9}
by:
  - {name: a, where: d.x > 1}
\`\`\`
`;

interface OpenForm {
  readonly bench: Workbench;
  readonly form: FormState;
  readonly engine: FakeEngine;
  body(): string;
}

function openForm(text = cells): OpenForm {
  const { bench, engine } = open(text);
  const form = new FormState(bench, 'quality');
  return { bench, form, engine, body: () => form.block!.body };
}

describe('FormState', () => {
  it('writes a value as one step with a name, and typing in one place as one', () => {
    const { bench, form, body } = openForm();
    form.set(['metrics'], ['recall']);
    expect(bench.undoLabel).toBe('Set metrics of quality');
    expect(body()).toContain('metrics: [recall]\n');
    for (const text of ['0', '0.', '0.3']) form.set(['positive'], text, true);
    expect(body()).toContain('positive: "0.3"\n');
    bench.undo();
    expect(body()).not.toContain('positive');
    bench.undo();
    expect(bench.text).toBe(cells);
  });

  it('removes a value, and the group around it when nothing else is in it', () => {
    const { bench, form, body } = openForm();
    form.remove(['interval', 'level']);
    expect(body()).toBe('data: loans # the rows\nby:\n  - {name: a, where: d.x > 1}\n');
    expect(bench.undoLabel).toBe('Remove interval of quality');
    form.setList(['by'], []);
    expect(body()).toBe('data: loans # the rows\n');
    form.remove(['none']);
    expect(body()).toBe('data: loans # the rows\n');
  });

  it('keeps what it knew while the text is broken, and says why it cannot write', () => {
    const { bench, form } = openForm();
    expect(form.get(['data'])).toBe('loans');
    bench.edit({ from: bench.text.indexOf('{name'), to: bench.text.indexOf('{name') + 1, insert: '[' }, 'Break');
    expect(form.problem).not.toBeNull();
    expect(form.get(['data'])).toBe('loans');
    form.set(['metrics'], ['recall']);
    expect(form.failure).toBe('quality cannot be changed while its YAML is broken');
    bench.undo();
    expect(form.problem).toBeNull();
  });

  it('finds the field that an error belongs to', async () => {
    const { bench, form, engine } = openForm();
    bench.evaluate();
    const line = cells.split('\n').findIndex((text) => text.includes('where')) + 1;
    engine.last.answer(result('quality', 'failed', { error: { message: 'no column x', line, column: 26 } }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(form.error?.path).toEqual(['by', 0, 'where']);
    expect(form.errorAt(['by'])?.message).toBe('no column x');
    expect(form.errorAt(['by'], true)).toBeNull();
    expect(form.errorAt(['by', 0, 'where'], true)?.message).toBe('no column x');
    expect(form.errorAt(['by', 1])).toBeNull();
    expect(form.errorAt(['data'])).toBeNull();
  });

  it('knows the cell whose columns it reads, and not itself among those above', async () => {
    const { form } = openForm();
    await form.learn();
    expect(form.frame?.cell).toBe('loans');
    expect(form.columns.map(({ value }) => value)).toEqual(['deny']);
    expect(form.tables.map(({ cell }) => cell)).toEqual(['loans']);
  });
});

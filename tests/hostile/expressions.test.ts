import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { table } from 'arquero';
import { describe, expect, it } from 'vitest';
import { checkExpression, ExpressionError } from '../../src/trust/expression.ts';
import { expressions } from './corpus.ts';

const scope = { columns: ['value', 'text'], params: ['cut'], aggregates: true };

describe('the corpus of expressions', () => {
  it('has more than sixty that are refused, each under a name of its own', () => {
    expect(expressions.filter(({ expected }) => expected === 'refused').length).toBeGreaterThan(60);
    expect(new Set(expressions.map(({ name }) => name)).size).toBe(expressions.length);
  });

  it('is not toothless: Arquero alone runs code, or gives a secret away, for sixteen of it', () => {
    const short = expressions.filter(({ why }) => !['work without end', 'sizes that multiply'].includes(why));
    const control = fileURLToPath(new URL('raw-arquero.mjs', import.meta.url));
    const run = spawnSync(process.execPath, [control], {
      input: JSON.stringify(short.map(({ expression }) => expression)),
      encoding: 'utf8',
      timeout: 30_000,
    });
    const harmed = JSON.parse(run.stdout) as readonly string[];
    expect(harmed.length).toBeGreaterThanOrEqual(16);
    for (const source of harmed) expect(() => checkExpression(source, scope), source).toThrow(ExpressionError);
  });

  it.each(expressions.filter(({ expected }) => expected === 'refused').map(({ name, expression }) => [name, expression]))(
    '%s is refused in a sentence',
    (_, expression) => {
      let refused: unknown = null;
      try {
        checkExpression(expression, scope);
      } catch (error) {
        refused = error;
      }
      expect(refused, expression).toBeInstanceOf(ExpressionError);
      expect((refused as ExpressionError).message).toMatch(/^\S.*\S$/);
    },
  );

  it.each(expressions.filter(({ expected }) => expected === 'harmless').map(({ name, expression }) => [name, expression]))(
    '%s is computed and does nothing else',
    (_, expression) => {
      const rows = table({ value: [1, 2], text: ['a', 'b'] });
      rows.derive({ result: checkExpression(expression, scope) });
      expect('PWNED' in globalThis).toBe(false);
      expect('polluted' in {}).toBe(false);
    },
  );
});

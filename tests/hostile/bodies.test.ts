import { describe, expect, it } from 'vitest';
import { parseBody } from '../../src/notebook/yaml-body.ts';
import { placeOfReference } from '../../src/trust/host-of.ts';
import { bodies, sources } from './corpus.ts';

describe('the corpus of bodies', () => {
  it.each(bodies.map(({ name, body }) => [name, body]))('%s is read in a moment, and pollutes nothing', (_, body) => {
    const started = performance.now();
    parseBody(body);
    expect(performance.now() - started).toBeLessThan(1000);
    expect('polluted' in {}).toBe(false);
  });

  it('holds a cell to one version of YAML', () => {
    const { value, problems } = parseBody('%YAML 1.1\n---\nsource: rows.csv\n');
    expect(value).toBeNull();
    expect(problems).toMatchObject([{ message: 'a cell holds no directives' }]);
  });
});

describe('the corpus of sources', () => {
  it.each(sources.map(({ source, expected }) => [source, expected] as const))('%s %s', (source, expected) => {
    const kinds = { failed: 'refused', 'needs-permission': 'remote', 'needs-file': 'relative' } as const;
    expect(placeOfReference(source).kind).toBe(kinds[expected]);
  });
});

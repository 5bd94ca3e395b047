import { isMapping } from '../notebook/body-value.ts';
import { parseBody } from '../notebook/yaml-body.ts';
import { cellsOf, resultOf, type Run } from './run.ts';

/** Seeds of everything that is drawn at random, by cell: those that a body names, and those that a measurement took. */
export function seedsOf(run: Run): readonly (readonly [cell: string, seed: number])[] {
  return cellsOf(run.notebook).flatMap((block) => {
    const output = resultOf(run, block.id)?.output;
    const taken = output?.type === 'table' && output.layout === 'metrics' ? [output.seed] : [];
    const named = block.body.includes('seed') ? seedsIn(parseBody(block.body).value) : [];
    return [...new Set([...named, ...taken])].map((seed) => [block.id, seed] as const);
  });
}

function seedsIn(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value.flatMap(seedsIn);
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === 'seed' && typeof item === 'number' ? [item] : seedsIn(item)));
}

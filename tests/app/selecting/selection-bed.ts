import { kindNames } from '../../../src/app/kind-names.ts';
import type { Notebook } from '../../../src/notebook/notebook.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { fence, notebookOf } from '../../engine/test-world.ts';

export const data = fence('data', 'people', 'source: people.csv');
export const byAge = fence('chart', 'by_age', 'data: people\nspec: {mark: bar} # bars');
export const byGroup = fence('chart', 'by_group', 'data: people\nspec: {mark: bar}');
export const rows = fence('table', 'rows', 'data: people');
export const quality = fence('metrics', 'quality', 'data: people');
export const other = fence('chart', 'other', 'data: quality\nspec: {mark: bar}');

export function read(...blocks: readonly string[]): Notebook {
  return parseNotebook(notebookOf(...blocks), kindNames);
}

import type { Component } from 'svelte';
import type { CellBlock } from '../../notebook/notebook.ts';
import type { Workbench } from '../workbench.svelte.ts';

export interface FormProps {
  readonly workbench: Workbench;
  readonly block: CellBlock;
}

/** Kinds whose form is written by hand; every other form is made from the kind's fields. */
export const specialForms: ReadonlyMap<string, () => Promise<{ readonly default: Component<FormProps> }>> = new Map([
  ['chart', () => import('./ChartShelf.svelte')],
  ['data', () => import('./ColumnsForm.svelte')],
]);

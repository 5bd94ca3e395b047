import { tick } from 'svelte';
import { clausesExpression } from '../../frame/selection/clause-expression.ts';
import { clauseWords } from '../../frame/selection/clause-words.ts';
import { isMapping } from '../../notebook/body-value.ts';
import { parseBody } from '../../notebook/yaml-body.ts';
import type { Linked } from '../outputs/output-api.ts';
import { asSentence } from '../state-sentence.ts';
import type { Workbench } from '../workbench.svelte.ts';
import { noteOfCheck, notePatch, type Note } from './note.ts';

/** For so many milliseconds the form may take to appear. */
const patience = 4000;

/** Writes a finding behind a cell, as one step, and opens it on its title. Nothing happens where another tab edits the notebook. */
export function noteFinding(workbench: Workbench, after: string, note: Note): void {
  workbench.mode = 'edit';
  if (workbench.mode !== 'edit') return;
  const { patch, name } = notePatch(workbench.notebook, after, note);
  workbench.aside = null;
  workbench.edit(patch, 'Note a finding');
  workbench.selected = name;
  workbench.editing = name;
  void openTitle(name);
}

/** The form is loaded when it is first needed; its title is selected once it is there. */
async function openTitle(name: string): Promise<void> {
  await tick();
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const block = document.querySelector<HTMLElement>(`[data-block="${CSS.escape(name)}"]`);
    const title = block?.querySelector<HTMLInputElement>('[data-field="title"] :is(input, textarea)');
    const source = block?.querySelector<HTMLElement>('.cm-content');
    if (title !== null && title !== undefined) {
      // What opens after the form may take the focus in passing.
      await new Promise((resolve) => setTimeout(resolve, 60));
      block?.scrollIntoView({ block: 'nearest' });
      title.focus();
      title.select();
      return;
    }
    if (source !== null && source !== undefined && block?.querySelector('[role="form"]') === null) return source.focus();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Notes a finding about what stands at a cell: its worst failing check, the slice that stands out in the numbers there, or its rows. */
export async function noteAt(workbench: Workbench, after: string): Promise<void> {
  const output = workbench.results.get(after)?.output;
  const failing = output?.type === 'checks' ? output.checks.find(({ state }) => state === 'fail' || state === 'warn') : undefined;
  const ofCheck = failing === undefined ? null : noteOfCheck(workbench.notebook, after, failing);
  if (ofCheck !== null) return noteFinding(workbench, after, ofCheck);
  const { placeBehind } = await import('../insert/place-behind.ts');
  const { findingBody } = await import('../insert/finding-body.ts');
  const body = parseBody(findingBody(await placeBehind(workbench, after))?.body ?? '').value;
  const said = isMapping(body) ? body : {};
  const evidence = Array.isArray(said['evidence']) ? (said['evidence'] as Note['evidence']) : [];
  noteFinding(workbench, after, { title: typeof said['title'] === 'string' ? said['title'] : 'What is wrong, in one sentence', evidence });
}

/** Notes a finding about the rows that a cell selects. What no expression can say is told instead. */
export async function noteSelected(workbench: Workbench, cell: string, { own, data }: Linked): Promise<void> {
  if (own === null) return;
  const cells = await workbench.engine.call('names', null);
  const columns = cells.find((each) => each.cell === data)?.columns ?? [];
  const times = new Set(columns.filter(({ type }) => type === 'time').map(({ name }) => name));
  try {
    const where = clausesExpression({ [cell]: own }, (column) => times.has(column));
    noteFinding(workbench, cell, { title: `Rows of ${data} look wrong: ${clauseWords(own)}`, evidence: [{ data, where }] });
  } catch (error) {
    workbench.said = asSentence(error instanceof Error ? error.message : String(error));
  }
}

import type { Workbench } from '../workbench.svelte.ts';

const patience = 8000;

/** Draws what the print needs (every chart, as lines, in the light theme), then opens the browser's print dialog. */
export async function printNotebook(workbench: Workbench): Promise<void> {
  workbench.printing = true;
  const end = performance.now() + patience;
  while (!drawn() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  print();
}

/** Whether every chart is there as lines, and every short table with all its rows. */
function drawn(): boolean {
  if (document.querySelector('section[data-cell] [role="grid"], [data-print-rows]:not([data-printed])') !== null) return false;
  return [...document.querySelectorAll('figure [data-chart]')].every((place) => place.querySelector('svg') !== null);
}

import type { Browser, Page } from 'playwright-core';

/** A task of a page's main thread, in milliseconds by the clock and of the processor: others use it too. */
export interface Task {
  readonly clock: number;
  readonly processor: number;
}

interface Trace {
  readonly traceEvents: readonly {
    readonly name: string;
    readonly ph: string;
    readonly pid: number;
    readonly tid: number;
    readonly dur?: number;
    readonly tdur?: number;
    readonly args?: { readonly name?: string };
  }[];
}

/** The tasks of the main thread while something is done. */
export async function mainThreadTasks(browser: Browser, page: Page, act: () => Promise<void>): Promise<readonly Task[]> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel', '__metadata'] });
  await act();
  return tasksOf(JSON.parse((await browser.stopTracing()).toString()) as Trace);
}

/** Tasks of the main threads of pages. */
function tasksOf({ traceEvents }: Trace): readonly Task[] {
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = dur }) => ({ clock: dur / 1000, processor: tdur / 1000 }));
}

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
  return (await threadTasks(browser, page, act)).main;
}

/** The tasks of the main thread and those of workers while something is done. */
export async function threadTasks(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<{ readonly main: readonly Task[]; readonly workers: readonly Task[] }> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel', '__metadata'] });
  await act();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as Trace;
  return { main: tasksOf(trace, 'CrRendererMain'), workers: tasksOf(trace, 'DedicatedWorker thread') };
}

/** Tasks of the threads of a name. */
function tasksOf({ traceEvents }: Trace, thread: string): readonly Task[] {
  const main = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === thread).map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = dur }) => ({ clock: dur / 1000, processor: tdur / 1000 }));
}

import { parseNotebook } from '../notebook/parse-notebook.ts';
import type { StartRequest, StartResult } from '../engine/start-request.ts';
import type { EngineClient } from './engine-client.ts';
import { kindNames } from './kind-names.ts';
import { correctionsOf, rewritten, type Started } from './started.ts';
import type { Workbench } from './workbench.svelte.ts';

const mostTries = 3;

/** What a person sees while a notebook is written from files, and of the files that could not be used. */
export class Starting {
  doing = $state<string | null>(null);
  share = $state(0);
  failures = $state.raw<StartResult['failures']>([]);
  private controller: AbortController | null = null;

  constructor(private readonly engine: EngineClient) {}

  /** Asks the engine for a notebook about these files; null where it was stopped or nothing could be read. */
  async write(
    files: readonly string[],
    base: string | null,
    more: { readonly taken?: readonly string[]; readonly corrections?: ReturnType<typeof correctionsOf> } = {},
  ): Promise<StartResult | null> {
    this.stop();
    const controller = new AbortController();
    this.controller = controller;
    this.failures = [];
    this.doing = 'Opening';
    this.share = 0;
    const progress = (share: number, doing: string): void => {
      if (this.controller !== controller) return;
      this.share = share;
      this.doing = doing;
    };
    try {
      const result = await this.asked({ files, base, ...more }, controller.signal, progress);
      this.failures = result.failures;
      return result.text === '' ? null : result;
    } catch (error) {
      if (!controller.signal.aborted) this.failures = [{ file: '', message: error instanceof Error ? error.message : String(error) }];
      return null;
    } finally {
      if (this.controller === controller) this.doing = null;
    }
  }

  stop(): void {
    this.controller?.abort();
    this.controller = null;
    this.doing = null;
  }

  dismiss(): void {
    this.failures = [];
  }

  /** An evaluation of the open notebook ends a start that runs; it is then asked for again. */
  private async asked(request: StartRequest, signal: AbortSignal, progress: (share: number, doing: string) => void): Promise<StartResult> {
    for (let turn = 1; ; turn++) {
      try {
        return await this.engine.call('start', request, { signal, progress });
      } catch (error) {
        const isEnded = error instanceof DOMException && error.name === 'AbortError';
        if (!isEnded || signal.aborted || turn === mostTries) throw error;
      }
    }
  }
}

/** What a notebook begins with that nothing is written in yet. */
export const blankText = '# Untitled\n\nWhat do you want to know?\n';

/** Whether a notebook holds nothing yet that a person wrote. */
export function isBlank(text: string): boolean {
  return text.trim() === '' || text === blankText;
}

/** Puts what was written into a notebook: in place of an empty one, else below what it holds, as one step. */
export function putStarted(workbench: Workbench, result: StartResult, files: readonly string[]): void {
  const isPart = !isBlank(workbench.text);
  const insert = isPart ? `${/\n$/.test(workbench.text) ? '\n' : '\n\n'}${result.text}` : result.text;
  const from = isPart ? workbench.text.length : 0;
  workbench.edit(
    { from, to: workbench.text.length, insert },
    isPart ? `Add ${files[0] ?? 'files'}` : `Write a notebook about ${files[0] ?? 'files'}`,
  );
  workbench.started = { files, text: result.text, isPart, tables: result.tables };
  workbench.mode = 'edit';
  const [table] = result.tables;
  if (table === undefined) return;
  workbench.selected = table.cell;
  workbench.editing = table.cell;
}

/** Names of a notebook's cells, which others may not have. */
export function namesIn(text: string): readonly string[] {
  return parseNotebook(text, kindNames).blocks.map(({ id }) => id);
}

/** Whether the notebook may be written anew: nothing but its data cells was changed. */
export function canRewrite(workbench: Workbench): boolean {
  return workbench.started !== null && rewritten(workbench.notebook, workbench.started, '') !== null;
}

/** Writes the notebook anew with what its data cells say by now, as one step; gives a sentence where that cannot be. */
export async function writeAnew(workbench: Workbench, starting: Starting): Promise<string | null> {
  const { started } = workbench;
  if (started === null || !canRewrite(workbench)) return 'Other cells were changed by hand, so they are left as they are.';
  const corrections = correctionsOf(workbench.notebook, started);
  const own = new Set(namesIn(started.text));
  const taken = started.isPart ? { taken: namesIn(workbench.text).filter((name) => !own.has(name)) } : {};
  const result = await starting.write(started.files, workbench.base, { corrections, ...taken });
  if (result === null) return starting.failures[0]?.message ?? null;
  const patch = rewritten(workbench.notebook, started, result.text);
  if (patch === null) return 'The notebook was changed meanwhile, so it is left as it is.';
  workbench.edit(patch, 'Write the notebook anew');
  workbench.started = { ...started, text: result.text, tables: result.tables } satisfies Started;
  return null;
}

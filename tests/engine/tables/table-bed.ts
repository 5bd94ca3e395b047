import { kindsByName } from '../../../src/cells/index.ts';
import { Session } from '../../../src/engine/session.ts';
import type { CellResult } from '../../../src/engine/result.ts';
import type { TableMethods } from '../../../src/engine/tables/table-methods.ts';
import { notebookOf, TestWorld } from '../test-world.ts';

/** A session that showed a notebook, and its tables asked as the page asks them. */
export interface TableBed {
  readonly session: Session;
  readonly results: ReadonlyMap<string, CellResult>;
  show(...cells: readonly string[]): Promise<void>;
  ask<K extends keyof TableMethods>(
    method: K,
    request: TableMethods[K]['request'],
    signal?: AbortSignal,
  ): Promise<{ result: TableMethods[K]['result']; answers: TableMethods[K]['answer'][] }>;
}

export async function tableBed(files: Readonly<Record<string, string>>, ...cells: readonly string[]): Promise<TableBed> {
  const world = new TestWorld(files);
  const session = new Session(world, new Map([...kindsByName, ...world.kinds]), 1e9);
  const results = new Map<string, CellResult>();
  const never = new AbortController().signal;
  const bed: TableBed = {
    session,
    results,
    async show(...shown) {
      const request = { text: notebookOf(...shown), overrides: [], run: [], hold: [], retry: [], refused: [], base: null };
      await session.evaluate(request, never, (result) => results.set(result.cell, result));
      for (const [name, { error }] of results) if (error !== undefined) throw new Error(`${name}: ${error.message}`);
    },
    async ask(method, request, signal = never) {
      const answers: unknown[] = [];
      const handler = session.tables[method] as (request: unknown, call: unknown) => unknown;
      const call = { signal, progress: () => undefined, answer: (answer: unknown) => answers.push(answer), transfer: () => undefined };
      return { result: await handler(request, call), answers } as never;
    },
  };
  await bed.show(...cells);
  return bed;
}

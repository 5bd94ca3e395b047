import { textStore, type Draft } from './keeping/text-store.ts';

export type { Draft } from './keeping/text-store.ts';

/** All drafts, newest first; none where the browser keeps nothing. */
export async function readDrafts(): Promise<readonly Draft[]> {
  try {
    return await textStore().drafts();
  } catch {
    return [];
  }
}

/** The draft of one notebook; null where there is none, or the browser keeps nothing. */
export async function readDraft(origin: string): Promise<Draft | null> {
  try {
    return await textStore().draft(origin);
  } catch {
    return null;
  }
}

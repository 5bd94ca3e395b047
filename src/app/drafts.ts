import { get, set, update } from 'idb-keyval';

/** A notebook as it was last typed, kept in this browser. */
export interface Draft {
  /** What it began as: `sample:mortgage`, `src:https://…`, `nb:…`, or `new:…`. */
  readonly origin: string;
  readonly title: string;
  readonly text: string;
  readonly changed: number;
}

const key = 'assay drafts';
const most = 50;

/** Keeps a draft in place of the one before of the same origin. */
export async function keepDraft(draft: Draft): Promise<void> {
  await update<readonly Draft[]>(key, (drafts = []) => [draft, ...drafts.filter((other) => other.origin !== draft.origin)].slice(0, most));
}

/** All drafts, newest first; none where the browser keeps nothing. */
export async function readDrafts(): Promise<readonly Draft[]> {
  try {
    return (await get<readonly Draft[]>(key)) ?? [];
  } catch {
    return [];
  }
}

export async function forgetDraft(origin: string): Promise<void> {
  await set(
    key,
    (await readDrafts()).filter((draft) => draft.origin !== origin),
  );
}

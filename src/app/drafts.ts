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

/** Keeps a draft in place of those before of the same origin, but for the one that was made at `offered`. */
export async function keepDraft(draft: Draft, offered: number | null = null): Promise<void> {
  const stays = (other: Draft): boolean => other.origin !== draft.origin || other.changed === offered;
  await update<readonly Draft[]>(key, (drafts = []) => [draft, ...drafts.filter(stays)].slice(0, most));
}

/** All drafts, newest first; none where the browser keeps nothing. */
export async function readDrafts(): Promise<readonly Draft[]> {
  try {
    return (await get<readonly Draft[]>(key)) ?? [];
  } catch {
    return [];
  }
}

/** Forgets the draft of an origin that was made at `changed`. */
export async function forgetDraft({ origin, changed }: Draft): Promise<void> {
  await set(
    key,
    (await readDrafts()).filter((draft) => draft.origin !== origin || draft.changed !== changed),
  );
}

import type { PlaceEngine } from '../../../src/app/insert/gather-place.ts';
import type { Session } from '../../../src/engine/session.ts';

const call = { signal: new AbortController().signal, progress: () => undefined, answer: () => undefined, transfer: () => undefined };

/** What the insert menu asks of the engine, asked of a session. */
export function engineOf(session: Session): PlaceEngine {
  return {
    names: () => Promise.resolve(session.names()),
    rows: async (request) => session.tables.rows(request, call),
  };
}

import type { Handlers } from './port.ts';
import { fetchBytes } from './fetch-source.ts';
import { SourceError } from './source.ts';

/** What is asked of the fetch worker, the only one that reaches the network. */
export type FetchMethods = {
  read: { request: { readonly url: string; readonly limit: number }; answer: never; result: Uint8Array };
  /** The person allows a host for as long as the page lives. */
  grant: { request: { readonly host: string }; answer: never; result: null };
};

/** Answers reads from the page's own origin and from hosts that were granted; consent is enforced here, at the door itself. */
export function fetchHandlers(ownOrigin: string, granted: Set<string>): Handlers<FetchMethods> {
  return {
    async read({ url, limit }, call) {
      const { origin, host } = new URL(url);
      if (origin !== ownOrigin && !granted.has(host)) throw new SourceError('needs-permission', `${host} was not allowed`, host);
      const bytes = await fetchBytes(url, { signal: call.signal, limitBytes: limit, progress: call.progress });
      call.transfer([bytes.buffer]);
      return bytes;
    },
    grant({ host }) {
      granted.add(host);
      return null;
    },
  };
}

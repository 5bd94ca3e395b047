import type { Handlers } from './port.ts';
import { fetchBytes } from './fetch-source.ts';
import type { KeptCopies } from './kept-copies.ts';
import { SourceError } from './source.ts';

/** What is asked of the fetch worker, the only one that reaches the network. */
export type FetchMethods = {
  read: {
    request: {
      readonly url: string;
      readonly limit: number;
      /** How long the whole may take, in milliseconds. */
      readonly withinMs?: number;
      /** What to do about a file over the limit. */
      readonly overLimit?: string;
    };
    answer: never;
    result: Uint8Array;
  };
  /** The person allows a host for as long as the page lives. */
  grant: { request: { readonly host: string }; answer: never; result: null };
  /** The person takes that back. */
  revoke: { request: { readonly host: string }; answer: never; result: null };
};

/** Copies for use without a network. */
export interface FetchCopies {
  readonly kept: Pick<KeptCopies, 'keep' | 'find'>;
  /** Whether an address is kept in another way already. */
  elsewhere(url: string): boolean;
  /** Called where a copy stands in for an address that cannot be reached. */
  used(url: string, at: number): void;
}

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/**
 * Answers reads from the page's own origin and from hosts that were granted; consent is enforced here, at the door itself.
 * What was read is kept, and read again where the network does not answer.
 */
export function fetchHandlers(
  ownOrigin: string,
  granted: Set<string>,
  copies?: FetchCopies,
  fetchWith: Fetch = (url, options) => fetch(url, options),
): Handlers<FetchMethods> {
  return {
    async read({ url, limit, ...bounds }, call) {
      const { origin, host } = new URL(url);
      if (origin !== ownOrigin && !granted.has(host)) throw new SourceError('needs-permission', `${host} was not allowed`, host);
      let fresh = true;
      const fetchOrCopy: Fetch = async (address, options) => {
        try {
          return await fetchWith(address, options);
        } catch (error) {
          const copy = call.signal.aborted ? null : ((await copies?.kept.find(url).catch(() => null)) ?? null);
          if (copy === null) throw error;
          fresh = false;
          copies?.used(url, copy.at);
          return new Response(copy.bytes);
        }
      };
      const options = { ...bounds, signal: call.signal, limitBytes: limit, progress: call.progress, fetch: fetchOrCopy };
      const bytes = await fetchBytes(url, options);
      if (fresh && copies !== undefined && !copies.elsewhere(url)) {
        // Where the browser keeps nothing, or has no room, the notebook opens all the same.
        void copies.kept.keep(url, { bytes, at: Date.now() }).catch(() => undefined);
      }
      call.transfer([bytes.buffer]);
      return bytes;
    },
    grant({ host }) {
      granted.add(host);
      return null;
    },
    revoke({ host }) {
      granted.delete(host);
      return null;
    },
  };
}

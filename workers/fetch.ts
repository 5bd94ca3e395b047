import { fetchHandlers, type FetchMethods } from '../src/io/fetch-methods.ts';
import { browserCopies } from '../src/io/kept-copies.ts';
import { serve } from '../src/io/port.ts';

const granted = new Set<string>();
/** What comes with the page is kept with it. */
const bundled = new URL('../notebooks/', self.location.href).href;
const copies = {
  kept: browserCopies(),
  elsewhere: (url: string): boolean => url.startsWith(bundled),
  used: (url: string, at: number): void => self.postMessage({ assay: 'copy', id: 0, url, at }),
};
const { grant, revoke, ...forOthers } = fetchHandlers(self.location.origin, granted, copies);

/** The page may grant; the ports that it hands to other workers may only read. */
serve<FetchMethods>(self, { ...forOthers, grant, revoke });
self.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.data instanceof MessagePort) serve<Omit<FetchMethods, 'grant' | 'revoke'>>(event.data, forOthers);
});

import { fetchHandlers, type FetchMethods } from '../src/io/fetch-methods.ts';
import { serve } from '../src/io/port.ts';

const granted = new Set<string>();
const { grant, ...forOthers } = fetchHandlers(self.location.origin, granted);

/** The page may grant; the ports that it hands to other workers may only read. */
serve<FetchMethods>(self, { ...forOthers, grant });
self.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.data instanceof MessagePort) serve<Omit<FetchMethods, 'grant'>>(event.data, forOthers);
});

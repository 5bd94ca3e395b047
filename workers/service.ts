import { files, policyOf, version } from 'virtual:hosting';
import { BuildCache } from '../src/io/build-cache.ts';
import { answerRequest } from '../src/io/answer-request.ts';

declare const self: ServiceWorkerGlobalScope;

const { scope } = self.registration;
const cache = new BuildCache({ version, files, policyOf }, { caches, fetch: (url, options) => fetch(url, options), scope });

self.addEventListener('install', (event) => event.waitUntil(cache.fill()));

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload?.enable()]));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const early = async (): Promise<Response> => ((await event.preloadResponse) as Response | undefined) ?? fetch(request);
  const answer = answerRequest(request, scope, cache, request.mode === 'navigate' ? early : () => fetch(request));
  if (answer !== null) event.respondWith(answer);
});

/** A page tells its script and asks whether it is of this build; a reader who wants the newer one lets it take over. */
self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const message = event.data as { readonly assay?: string; readonly entry?: string };
  if (message.assay === 'take over') event.waitUntil(self.skipWaiting());
  if (message.assay !== 'here' || typeof message.entry !== 'string') return;
  const same = cache.has(message.entry.slice(scope.length));
  event.ports[0]?.postMessage({ same });
  if (same) event.waitUntil(settle());
});

/** Where the only open page is of this build, nothing needs an earlier one. */
async function settle(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.filter(({ url }) => url.startsWith(scope)).length > 1) return;
  await self.skipWaiting();
  await cache.forgetEarlier();
}

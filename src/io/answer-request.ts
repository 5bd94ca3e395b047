import type { BuildCache } from './build-cache.ts';

/** The network has so many milliseconds to send the page where one is kept. */
const patienceMs = 4000;

/**
 * How the service worker answers: the page from the network first, so that a new version is never hidden, files of the build
 * from the cache, and every script under its policy. Null for what is left to the browser: other hosts, and the sandbox's frame.
 */
export function answerRequest(
  request: Request,
  scope: string,
  cache: BuildCache,
  network: () => Promise<Response>,
): Promise<Response> | null {
  const { origin, pathname } = new URL(request.url);
  const path = origin + pathname;
  if (request.method !== 'GET' || !path.startsWith(scope)) return null;
  const file = path.slice(scope.length);
  if (request.mode === 'navigate') return file === '' || file === 'index.html' ? openPage(cache, network) : null;
  if (file.startsWith('sandbox/') || !(cache.has(file) || file.endsWith('.js'))) return null;
  return readFile(file, cache, network);
}

async function openPage(cache: BuildCache, network: () => Promise<Response>): Promise<Response> {
  const kept = await cache.find('index.html');
  const asked = network().then((response) => cache.bound('index.html', response));
  if (kept === undefined) return asked;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patienceMs));
  const answered = asked.then(
    (response) => (response.ok || response.type === 'opaqueredirect' ? response : kept),
    () => kept,
  );
  return Promise.race([answered, late]);
}

async function readFile(file: string, cache: BuildCache, network: () => Promise<Response>): Promise<Response> {
  return (await cache.find(file)) ?? cache.bound(file, await network());
}

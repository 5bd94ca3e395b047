/** A cache storage in memory: what is tested needs addresses and the order in which caches were opened. */
export function memoryCaches(): Pick<CacheStorage, 'open' | 'keys' | 'delete'> {
  const caches = new Map<string, Cache>();
  return {
    async open(name) {
      const known = caches.get(name) ?? memoryCache();
      caches.set(name, known);
      return known;
    },
    keys: async () => [...caches.keys()],
    delete: async (name) => caches.delete(name),
  };
}

export function memoryCache(): Cache {
  const kept = new Map<string, Response>();
  const address = (request: RequestInfo | URL): string => (typeof request === 'object' && 'url' in request ? request.url : String(request));
  const cache: Pick<Cache, 'match' | 'put' | 'delete' | 'keys'> = {
    match: async (request) => kept.get(address(request))?.clone(),
    put: async (request, response) => void kept.set(address(request), response),
    delete: async (request) => kept.delete(address(request)),
    keys: async () => [...kept.keys()].map((url) => new Request(url)),
  };
  return cache as Cache;
}

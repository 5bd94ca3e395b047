import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** A static host that sends a type and nothing else, as many do. */
export interface PlainHost {
  /** The address of the folder, with its slash. */
  readonly address: string;
  /** What is served from now on: another version of the page. */
  folder: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** Ends, so that nothing answers at its address. */
  stop(): Promise<void>;
}

/** Serves a folder, with headers only where it is told so, below `below`: `/` or `/some/folder/`. */
export async function startPlainHost(folder: string, below = '/', headers: Readonly<Record<string, string>> = {}): Promise<PlainHost> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').replace(/\?.*$/, ''));
    asked.push(path);
    const file = path.startsWith(below) ? join(host.folder, normalize(path.slice(below.length) || 'index.html')) : '';
    readFile(file).then(
      (bytes) => response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', ...headers }).end(bytes),
      () => response.writeHead(404, { 'Content-Type': 'text/plain' }).end('no such file'),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host: PlainHost = {
    address: `http://localhost:${(server.address() as AddressInfo).port}${below}`,
    folder,
    asked,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return host;
}

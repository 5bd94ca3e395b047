import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { headersOf } from './headers.mjs';

const compress = promisify(gzip);
const compressible = /\.(html|js|css|json|md|csv|svg|txt|wasm)$/;

/**
 * Serves the files of a folder with the headers of headers.mjs, to this machine only.
 * @param {{ folder: string, port?: number, host?: string }} options port 0 is any free one
 * @returns {Promise<{ address: string, close(): Promise<void> }>}
 */
export async function serve({ folder, port = 0, host = '127.0.0.1' }) {
  const root = await realpath(folder);
  const packed = new Map();
  const server = createServer((request, response) => {
    answer(root, packed, request, response).catch(() => refuse(response, 500, 'the file cannot be read'));
  });
  await new Promise((done, failed) => server.once('error', failed).listen(port, host, done));
  return {
    address: `http://localhost:${server.address().port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answer(root, packed, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'only GET and HEAD are answered');
  const file = await fileOf(root, request.url ?? '/');
  if (file === null) return refuse(response, 404, 'there is no such file');
  const { size, mtimeMs } = await stat(file);
  const headers = headersOf(
    file
      .slice(root.length + 1)
      .split(sep)
      .join('/'),
  );
  const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  headers['ETag'] = tag;
  if (request.headers['if-none-match'] === tag) return void response.writeHead(304, headers).end();
  let body = await readFile(file);
  if (compressible.test(file)) {
    headers['Vary'] = 'Accept-Encoding';
    if (/\bgzip\b/.test(String(request.headers['accept-encoding']))) {
      headers['Content-Encoding'] = 'gzip';
      body = await packedBody(packed, `${file} ${tag}`, body);
    }
  }
  headers['Content-Length'] = String(body.length);
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
}

/** The file that a URL means, or null: nothing outside the folder, links that lead out of it included. */
async function fileOf(root, url) {
  let path;
  try {
    path = decodeURIComponent(url.replace(/[?#].*$/s, ''));
  } catch {
    return null;
  }
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return null;
  const wanted = resolve(root, `.${path.endsWith('/') ? `${path}index.html` : path}`);
  const found = await realpath(wanted).catch(() => null);
  if (found === null || !found.startsWith(root + sep)) return null;
  return (await stat(found)).isFile() ? found : null;
}

async function packedBody(packed, key, body) {
  if (!packed.has(key)) packed.set(key, await compress(body));
  return packed.get(key);
}

function refuse(response, status, sentence) {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, headersOf('sentence.txt')).end(`${sentence}\n`);
}

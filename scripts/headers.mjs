/** The Content-Security-Policy of the page, which its <meta> carries too, for hosts that send no headers. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "frame-src 'self'",
  "media-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "manifest-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types app-html app-worker svelte-trusted-html',
].join('; ');

/** A worker obeys the headers of its own file alone, so each has a policy. */
const workerPolicies = {
  // Arquero compiles expressions that passed the allow-list. No way out: not even a worker without this policy can be started.
  evaluate: "default-src 'none'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'; connect-src 'none'; worker-src 'none'",
  compute: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  // It hashes what it keeps, and may do nothing else.
  keep: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; worker-src 'none'",
  // The only way out; it asks for consent per host.
  fetch: "default-src 'none'; script-src 'self'; connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
};

/** Every other script, so that none can be started as a worker that may do more. */
const scriptPolicy = "default-src 'none'; script-src 'self'; connect-src 'none'; worker-src 'none'";

const filePolicy = "default-src 'none'; frame-ancestors 'none'";

const types = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
  parquet: 'application/vnd.apache.parquet',
  onnx: 'application/octet-stream',
  bin: 'application/octet-stream',
};

/**
 * The headers of a file of the built page; `path` is relative to its folder, with slashes.
 * @param {string} path
 * @returns {Record<string, string>}
 */
export function headersOf(path) {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return {
    'Content-Type': Object.hasOwn(types, extension) ? types[extension] : 'application/octet-stream',
    'Content-Security-Policy': policyOf(path, extension),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cache-Control': /^assets\/.+-[\w-]{8}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

function policyOf(path, extension) {
  if (extension === 'html') return `${pagePolicy}; frame-ancestors 'none'`;
  if (extension !== 'js' && extension !== 'mjs') return filePolicy;
  const worker = /^assets\/(evaluate|compute|fetch|keep)-[\w-]{8}\.js$/.exec(path)?.[1];
  return worker === undefined ? scriptPolicy : workerPolicies[worker];
}

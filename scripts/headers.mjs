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

/** It keeps the build for use without a network, and asks its own host alone. */
const servicePolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'none'";

/** Every other script, so that none can be started as a worker that may do more. */
const scriptPolicy = "default-src 'none'; script-src 'self'; connect-src 'none'; worker-src 'none'";

/** The sandbox of free code, whose own <meta> says the rest: it is framed by the page alone, and of no origin even where it is opened by itself. */
const framePolicy = "sandbox allow-scripts; frame-ancestors 'self'";

const filePolicy = "default-src 'none'; frame-ancestors 'none'";

/** The policy of each file: the first pattern that its path, from the page's folder on, matches whole. Eight dots are a hash. */
export const policies = [
  ['sandbox/frame-........\\.html', framePolicy],
  ['(.*/)?([^/]*\\.html)?', `${pagePolicy}; frame-ancestors 'none'`],
  ['service\\.js', servicePolicy],
  ...Object.entries(workerPolicies).map(([name, policy]) => [`assets/${name}-........\\.js`, policy]),
  ['.*\\.m?js', scriptPolicy],
  ['.*', filePolicy],
];

/** How long a file may be kept: for good where its name changes with its content. */
export const lifetimes = [
  ['(assets/.+-........\\.\\w+|sandbox/frame-........\\.html)', 'public, max-age=31536000, immutable'],
  ['.*', 'no-cache'],
];

/** What every file is sent with. Cross-origin isolation is left out: it breaks the threads of TensorFlow.js and the sandbox's frame. */
export const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

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
  const extension = extensionOf(path);
  return {
    'Content-Type': Object.hasOwn(types, extension) ? types[extension] : 'application/octet-stream',
    'Content-Security-Policy': policyOf(path),
    ...commonHeaders,
    'Cache-Control': ruleFor(lifetimes, path),
  };
}

/**
 * The Content-Security-Policy of a file of the built page, which the service worker adds on hosts that send none.
 * @param {string} path
 * @returns {string}
 */
export function policyOf(path) {
  return ruleFor(policies, path);
}

function ruleFor(rules, path) {
  return rules.find(([pattern]) => new RegExp(`^(?:${pattern})$`).test(path))[1];
}

function extensionOf(path) {
  return /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

// What hosts are told, from the one list in headers.mjs.
import { commonHeaders, headersOf, lifetimes, policies } from './headers.mjs';

const policyHeader = 'Content-Security-Policy';

/**
 * `_headers`, which Netlify, Cloudflare Pages and others read. A header that two rules give would be sent twice, so no file
 * finds its policy or its lifetime in two of them.
 * @param {readonly string[]} files paths of the build
 */
export function headersFile(files) {
  const workers = files.filter((file) => /^assets\/(?!page-|chunk-).*\.js$/.test(file));
  const frames = files.filter((file) => file.startsWith('sandbox/'));
  const rules = [
    ['/*', commonHeaders],
    ['/assets/*', { 'Cache-Control': headersOf('assets/page-AAAAAAAA.js')['Cache-Control'] }],
    ...[['/', 'index.html'], ...['index.html', 'service.js', ...workers, ...frames].map((file) => [`/${file}`, file])].map(
      ([path, file]) => [
        path,
        {
          [policyHeader]: headersOf(file)[policyHeader],
          ...(file.startsWith('assets/') ? {} : { 'Cache-Control': headersOf(file)['Cache-Control'] }),
        },
      ],
    ),
    ...['page', 'chunk'].map((name) => [`/assets/${name}-*`, { [policyHeader]: headersOf(`assets/${name}-AAAAAAAA.js`)[policyHeader] }]),
    ['/notebooks/*', { [policyHeader]: headersOf('notebooks/one.md')[policyHeader] }],
  ];
  return rules.map(([path, headers]) => `${path}\n${lines(headers, (name, value) => `  ${name}: ${value}`)}`).join('\n');
}

/** A server of nginx that sends what `npm start` sends. */
export function nginxFile() {
  return `# Made from scripts/headers.mjs: npm run reference
map $uri $assay_policy {
${rulesOf(policies)}}

map $uri $assay_lifetime {
${rulesOf(lifetimes)}}

server {
    listen 80;
    root /srv/assay;
    include mime.types;
    types {
        application/wasm wasm;
        text/markdown md;
        text/csv csv;
    }
    charset utf-8;
    gzip on;
    gzip_types text/css text/javascript application/javascript application/json application/wasm text/markdown text/csv;

    add_header ${policyHeader} $assay_policy always;
    add_header Cache-Control $assay_lifetime always;
${lines(commonHeaders, (name, value) => `    add_header ${name} "${value}" always;`)}}
`;
}

/** The same for Caddy. */
export function caddyFile() {
  return `# Made from scripts/headers.mjs: npm run reference
example.org {
	root * /srv/assay
	encode zstd gzip
	map {path} {assay_policy} {
${rulesOf(policies, '\t\t', '')}	}
	map {path} {assay_lifetime} {
${rulesOf(lifetimes, '\t\t', '')}	}
	header {
		${policyHeader} "{assay_policy}"
		Cache-Control "{assay_lifetime}"
${lines(commonHeaders, (name, value) => `\t\t${name} "${value}"`)}	}
	file_server
}
`;
}

/** Patterns for paths below any folder; the last of a list takes what is left. */
function rulesOf(list, indent = '    ', end = ';') {
  return list.map(([pattern, value]) => `${indent}${pattern === '.*' ? 'default' : `"~/${pattern}$"`} "${value}"${end}\n`).join('');
}

function lines(headers, line) {
  return Object.entries(headers)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('');
}

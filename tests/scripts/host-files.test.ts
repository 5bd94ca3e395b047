import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commonHeaders, headersOf } from '../../scripts/headers.mjs';
import { caddyFile, headersFile, nginxFile } from '../../scripts/host-files.mjs';

const files = [
  'index.html',
  'service.js',
  'assets/page-AAAAAAAA.js',
  'assets/chunk-dist-AAAAAAAA.js',
  'assets/evaluate-AAAAAAAA.js',
  'assets/compute-AAAAAAAA.js',
  'assets/fetch-AAAAAAAA.js',
  'assets/keep-AAAAAAAA.js',
  'assets/index-AAAAAAAA.css',
  'sandbox/frame-AAAAAAAA.html',
  'notebooks/mortgage/notebook.md',
];

/** What a host that reads `_headers` sends for a path: the values of every rule that matches. */
function sent(path: string): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const block of headersFile(files).trim().split('\n\n')) {
    const [rule, ...lines] = block.split('\n');
    if (!(rule!.endsWith('*') ? path.startsWith(rule!.slice(0, -1)) : path === rule)) continue;
    for (const line of lines) {
      const [, name, value] = /^ {2}([\w-]+): (.*)$/.exec(line)!;
      headers.set(name!, [...(headers.get(name!) ?? []), value!]);
    }
  }
  return headers;
}

/** The value that a map of nginx or Caddy gives for a path: the first pattern that matches, else the default. */
function mapped(text: string, from: string, path: string): string {
  const block = text.slice(text.indexOf(from) + from.length).split(/^\s*\}/m)[0]!;
  const rules = [...block.matchAll(/(?:"~(.*)"|default) "(.*)";?$/gm)];
  return rules.find(([, pattern]) => pattern === undefined || new RegExp(pattern).test(path))![2]!;
}

describe('_headers', () => {
  it.each(files)('sends for %s what the own server sends, and nothing twice', (file) => {
    const headers = sent(`/${file}`);
    for (const [name, values] of headers) expect([name, values]).toEqual([name, [headersOf(file)[name]]]);
    expect([...headers.keys()]).toEqual(expect.arrayContaining(Object.keys(commonHeaders)));
    if (/\.(html|js)$/.test(file)) expect(headers.has('Content-Security-Policy')).toBe(true);
  });

  it('sends the page at the address of its folder too', () => {
    expect(sent('/').get('Content-Security-Policy')).toEqual([headersOf('index.html')['Content-Security-Policy']]);
  });

  it('holds fewer rules than hosts allow, in short lines', () => {
    const lines = headersFile(files).split('\n');
    expect(lines.filter((line) => line.startsWith('/')).length).toBeLessThan(100);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2000);
  });
});

describe.each(['', '/some/folder'])('servers of their own, the page at %s/', (folder) => {
  it.each(files)('send for %s what the own server sends', (file) => {
    for (const [text, policy, lifetime] of [
      [nginxFile(), '$assay_policy {', '$assay_lifetime {'],
      [caddyFile(), '{assay_policy} {', '{assay_lifetime} {'],
    ] as const) {
      expect(mapped(text, policy, `${folder}/${file}`)).toBe(headersOf(file)['Content-Security-Policy']);
      expect(mapped(text, lifetime, `${folder}/${file}`)).toBe(headersOf(file)['Cache-Control']);
      expect(mapped(text, policy, `${folder}/`)).toBe(headersOf('index.html')['Content-Security-Policy']);
      for (const [name, value] of Object.entries(commonHeaders)) expect(text).toContain(`${name} "${value}"`);
    }
  });
});

describe('the files beside docs/hosting.md', () => {
  it('are made from the one list', async () => {
    await expect(nginxFile()).toMatchFileSnapshot('../../docs/hosting/nginx.conf');
    await expect(caddyFile()).toMatchFileSnapshot('../../docs/hosting/Caddyfile');
  });

  it('build and publish the page alone', () => {
    const github = parse(readFileSync('docs/hosting/github-pages.yml', 'utf8')) as {
      jobs: { pages: { steps: { uses?: string; run?: string; with?: { path?: string } }[] } };
    };
    const { steps } = github.jobs.pages;
    expect(steps.map(({ run }) => run).filter(Boolean)).toEqual(['npm ci', 'npm run build']);
    expect(steps.find(({ uses }) => uses?.startsWith('actions/upload-pages-artifact@'))?.with?.path).toBe('dist/page');
    const gitlab = parse(readFileSync('docs/hosting/gitlab-pages.yml', 'utf8')) as { pages: { script: string[] } };
    expect(gitlab.pages.script).toEqual(['npm ci', 'npm run build', 'mv dist/page public']);
  });
});

it('nothing asks for cross-origin isolation', () => {
  for (const file of files) expect(Object.keys(headersOf(file))).not.toContain('Cross-Origin-Embedder-Policy');
  expect(headersFile(files) + nginxFile() + caddyFile()).not.toMatch(/embedder/i);
});

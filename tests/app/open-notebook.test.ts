import { describe, expect, it } from 'vitest';
import { openFragment, type Doors, type Opened } from '../../src/app/open-notebook.ts';
import { encodeLink } from '../../src/notebook/link.ts';

const base = 'http://localhost:4173/';

interface Opening {
  readonly opened: Opened;
  readonly read: readonly string[];
}

/** Opens an address and tells through which doors it went. */
async function open(hash: string, allowed: readonly string[] = [], failing = false): Promise<Opening> {
  const read: string[] = [];
  const door = (name: string) => (url: string) => {
    read.push(`${name} ${url}`);
    return failing ? Promise.reject(new Error(`${url} answered 404`)) : Promise.resolve('# Text');
  };
  const doors: Doors = { own: door('own'), remote: door('remote'), allowed: (host) => allowed.includes(host), base };
  return { opened: await openFragment(hash, doors), read };
}

/** What stands in the way of an address. */
async function trouble(hash: string, allowed: readonly string[] = [], failing = false): Promise<string> {
  const { opened, read } = await open(hash, allowed, failing);
  if (opened.kind !== 'trouble') throw new Error(`${hash} was opened: ${opened.kind}`);
  if (!failing) expect(read).toEqual([]);
  return opened.message;
}

describe('the list', () => {
  it.each(['', '#'])('is what %j opens', async (hash) => {
    expect(await open(hash)).toEqual({ opened: { kind: 'home' }, read: [] });
  });
});

describe('a bundled notebook', () => {
  it('is read from its folder, against which its sources resolve', async () => {
    const folder = `${base}notebooks/mortgage/`;
    expect(await open('#sample=mortgage')).toEqual({
      opened: { kind: 'notebook', text: '# Text', origin: 'sample:mortgage', base: folder, paused: false },
      read: [`own ${folder}notebook.md`],
    });
  });

  it('that is not there is told', async () => {
    const { opened } = await open('#sample=mortgages', [], true);
    expect(opened).toEqual({ kind: 'trouble', message: `${base}notebooks/mortgages/notebook.md answered 404.` });
  });

  it.each(['#sample=../../secret', '#sample=a%2Fb', '#sample='])('has a plain name, unlike %s', async (hash) => {
    expect(await trouble(hash)).not.toBe('');
  });
});

describe('a link', () => {
  const link = encodeLink('# Grüße ∑');

  it('brings its own text, reads nothing, and has no place', async () => {
    const { opened, read } = await open(`#nb=${link}`);
    expect(opened).toMatchObject({ kind: 'notebook', text: '# Grüße ∑', base: null, paused: false });
    expect(read).toEqual([]);
  });

  it('of another text has another origin', async () => {
    const one = await open(`#nb=${link}`);
    const other = await open(`#nb=${encodeLink('# Grüße ∏')}`);
    if (one.opened.kind !== 'notebook' || other.opened.kind !== 'notebook') throw new Error('a link did not open');
    expect(one.opened.origin).toMatch(/^nb:/);
    expect(one.opened.origin).not.toBe(other.opened.origin);
  });

  it('may ask to be opened without running', async () => {
    expect((await open(`#nb=${link}&mode=paused`)).opened).toMatchObject({ kind: 'notebook', paused: true });
  });

  it.each([0.3, 0.6, 0.9, 1])('that was cut says so (%d of it came)', async (share) => {
    expect(await trouble(`#nb=${link.slice(0, Math.floor(link.length * share) - 1)}`)).toMatch(
      /^This link is (incomplete: only [\d,]+|incomplete: [\d,]+ of [\d,]+|altered, or was cut at its end: [\d,]+)/,
    );
  });

  it('from a newer version says so', async () => {
    expect(await trouble('#nb=2e0.AAAA.4-0')).toContain('newer version');
  });
});

describe('an address', () => {
  const address = 'https://data.example/loans/notebook.md';

  it('of another host asks first, and reads nothing before', async () => {
    expect(await open(`#src=${address}`)).toEqual({ opened: { kind: 'consent', host: 'data.example', url: address }, read: [] });
  });

  it('of an allowed host is read, and its sources resolve beside it', async () => {
    expect(await open(`#src=${address}&mode=paused`, ['data.example'])).toEqual({
      opened: { kind: 'notebook', text: '# Text', origin: `src:${address}`, base: 'https://data.example/loans/', paused: true },
      read: [`remote ${address}`],
    });
  });

  it('keeps a query of its own', async () => {
    const { read } = await open('#src=https://data.example/n.md?a=1&b=2', ['data.example']);
    expect(read).toEqual(['remote https://data.example/n.md?a=1&b=2']);
  });

  it.each(['notebooks/mine.md', '/notebooks/mine.md', `${base}notebooks/mine.md`])(
    'on the page’s own host needs no consent: %s',
    async (own) => {
      expect(await open(`#src=${own}`)).toEqual({
        opened: {
          kind: 'notebook',
          text: '# Text',
          origin: `src:${base}notebooks/mine.md`,
          base: `${base}notebooks/`,
          paused: false,
        },
        read: [`own ${base}notebooks/mine.md`],
      });
    },
  );

  it('of a file’s page on GitHub leads to its bytes, and asks for that host', async () => {
    const raw = 'https://raw.githubusercontent.com/someone/loans/main/deep/notebook.md';
    const hash = '#src=https://github.com/someone/loans/blob/main/deep/notebook.md';
    expect((await open(hash)).opened).toEqual({ kind: 'consent', host: 'raw.githubusercontent.com', url: raw });
    expect((await open(hash, ['github.com'])).opened.kind).toBe('consent');
    expect((await open(hash, ['raw.githubusercontent.com'])).read).toEqual([`remote ${raw}`]);
  });

  it.each([
    ['https://gitlab.com/a/b/c/-/blob/main/n.md?ref_type=heads', 'https://gitlab.com/a/b/c/-/raw/main/n.md'],
    ['https://codeberg.org/a/b/src/branch/main/n.md', 'https://codeberg.org/a/b/raw/branch/main/n.md'],
    ['https://gist.github.com/someone/0123abcd', 'https://gist.githubusercontent.com/someone/0123abcd/raw'],
    ['https://github.com/a/b/blob/main/n.md?plain=1#L3', 'https://raw.githubusercontent.com/a/b/main/n.md'],
    ['https://example.org/a/blob/main/n.md', 'https://example.org/a/blob/main/n.md'],
  ])('of a file’s page leads to its bytes: %s', async (shown, raw) => {
    expect((await open(`#src=${shown}`)).opened).toMatchObject({ kind: 'consent', url: raw });
  });

  it('of a web page is no notebook', async () => {
    const html = (): Promise<string> => Promise.resolve('<!DOCTYPE html><html></html>');
    const doors: Doors = { own: html, remote: html, allowed: () => true, base };
    expect(await openFragment(`#src=${address}`, doors)).toMatchObject({
      kind: 'trouble',
      message: expect.stringContaining('is a web page, not a notebook') as string,
    });
  });

  it.each([
    ['javascript:alert(1)', /javascript addresses are not opened; use https/i],
    ['data:text/markdown,hello', /data addresses are not opened/i],
    ['file:///etc/passwd', /file addresses are not opened/i],
    ['http://data.example/n.md', /http addresses are not opened/i],
    ['https://me:word@data.example/n.md', /password/],
    ['https://', /is no address/],
  ])('such as %s is refused', async (refused, message) => {
    expect(await trouble(`#src=${refused}`, ['data.example'])).toMatch(message);
  });

  it.each(['//data.example/n.md', '\\\\data.example/n.md'])('without a scheme is still another host: %s', async (sly) => {
    const { opened, read } = await open(`#src=${sly}`);
    expect(opened).toMatchObject({ kind: 'consent', host: 'data.example' });
    expect(read).toEqual([]);
  });

  it('that answers with an error is told as a sentence', async () => {
    const { opened } = await open(`#src=${address}`, ['data.example'], true);
    expect(opened).toEqual({ kind: 'trouble', message: 'https://data.example/loans/notebook.md answered 404.', again: true });
  });
});

describe('anything else', () => {
  it.each(['#something', '#run=all', '#=x'])('such as %s says that it opens nothing', async (hash) => {
    expect(await trouble(hash)).toContain('names nothing that can be opened');
  });
});

import { expect, it } from 'vitest';
import type { Finding } from '../../src/report/findings.ts';
import { issueLink } from '../../src/report/issue-link.ts';

const finding: Finding = {
  cell: 'late',
  title: 'Too sure & too late?',
  text: 'Scores near 1 are #paid back.',
  severity: 'high',
  status: 'open',
  owner: 'credit team',
  issue: '',
  seen: true,
  evidence: [
    {
      cell: 'quality',
      what: 'log_loss',
      found: '0.60 [0.55, 0.64], 2,227 rows',
      seen: true,
      rows: 2227,
      value: 0.6,
      low: 0.55,
      high: 0.64,
    },
  ],
};
const about = { finding, notebook: 'Credit' };
const long = { ...finding, text: '😀'.repeat(4000) };
const github = 'https://github.com/owner/project';
const bodyOf = (address: string): string => new URL(address).searchParams.get('body') ?? '';

it.each([
  [github, 'https://github.com/owner/project/issues/new', 'title', 'body', 'GitHub'],
  ['https://github.com/owner/project.git', 'https://github.com/owner/project/issues/new', 'title', 'body', 'GitHub'],
  [' https://github.com/owner/project/tree/main/x ', 'https://github.com/owner/project/issues/new', 'title', 'body', 'GitHub'],
  ['https://github.example.org/owner/project', 'https://github.example.org/owner/project/issues/new', 'title', 'body', 'GitHub'],
  [
    'https://gitlab.com/group/sub/project.git/',
    'https://gitlab.com/group/sub/project/-/issues/new',
    'issue[title]',
    'issue[description]',
    'GitLab',
  ],
  [
    'https://git.example.org/group/project/-/tree/main',
    'https://git.example.org/group/project/-/issues/new',
    'issue[title]',
    'issue[description]',
    'GitLab',
  ],
])('opens a new issue of %s, filled in', (repository, address, title, body, name) => {
  const { address: link, forge, shortened } = issueLink(repository, about);
  const url = new URL(link);
  expect([forge, shortened]).toEqual([name, '']);
  expect(url.origin + url.pathname).toBe(address);
  expect(url.searchParams.get(title)).toBe('Too sure & too late?');
  expect(url.searchParams.get(body)).toContain('Found in the notebook Credit, cell `late`.');
  expect(url.searchParams.get(body)).toContain('log\\_loss, 0.60');
});

it('holds a link to the notebook where it is asked to and there is room', () => {
  const link = 'https://assay.example.org/#nb=1d0.abc.2-xyz';
  expect(bodyOf(issueLink(github, { ...about, link }).address)).toContain(`[Open the notebook](<${link}>)`);
  const far = issueLink(github, { ...about, link: link + 'a'.repeat(7000) });
  expect(far.shortened).toBe('The link to the notebook is too long for an issue’s address; it is left out.');
  expect(bodyOf(far.address)).toContain('log\\_loss');
  expect(bodyOf(far.address)).not.toContain('Open the notebook');
});

it('cuts a long text, and says so, without breaking a character', () => {
  const { address, shortened } = issueLink(github, { finding: long, notebook: 'Credit', link: 'https://a.example/' });
  expect(address.length).toBeLessThanOrEqual(7000);
  expect(address.length).toBeGreaterThan(6900);
  expect(shortened).toMatch(/^The text was cut/);
  expect(bodyOf(address)).toMatch(/😀\n\n\(cut: the rest is in the notebook\)\n\nFound in the notebook Credit, cell `late`.\n$/u);
});

it('takes hostile words as words', () => {
  const hostile: Finding = {
    ...finding,
    title: 'a\n![x](javascript:alert(1)) \ud800&assignee=me',
    owner: '@all',
    text: '</textarea><img src=x>',
  };
  const url = new URL(issueLink(github, { finding: hostile, notebook: '`x` @everyone [y](javascript:1)' }).address);
  expect([...url.searchParams.keys()]).toEqual(['title', 'body']);
  expect(url.searchParams.get('title')).toBe('a ![x](javascript:alert(1)) �&assignee=me');
  const body = url.searchParams.get('body')!;
  expect(body).toContain('&lt;/textarea&gt;&lt;img src=x&gt;');
  expect(body).not.toMatch(/@all|@everyone|[^\\]\]\(javascript|<img/);
});

it.each([
  ['', 'an empty line is no address; write it as https://github.com/owner/project'],
  ['owner/project', 'owner/project is no address; write it as https://github.com/owner/project'],
  ['http://github.com/owner/project', 'http://github.com/owner/project is no https address'],
  ['https://github.com/owner', 'https://github.com/owner names no project'],
  ['javascript:alert(1)', 'is no https address'],
])('refuses %s', (repository, message) => {
  expect(() => issueLink(repository, about)).toThrow(message);
});

import type { Finding } from './findings.ts';
import { findingMarkdown, plainMarkdown } from './findings-markdown.ts';

/** Servers in front of forges refuse addresses of about 8 kB; browsers and proxies cut some above this. */
const longest = 7000;

/** A new issue, filled in. */
export interface IssueLink {
  readonly forge: 'GitHub' | 'GitLab';
  readonly address: string;
  /** What was left out or cut, so that the address is not too long: a sentence, or ''. */
  readonly shortened: string;
}

export interface IssueAbout {
  readonly finding: Finding;
  /** Title of the notebook. */
  readonly notebook: string;
  /** A link to the notebook, where the issue is to hold one. */
  readonly link?: string;
}

/**
 * The address at which a forge opens a new issue about a finding, filled in; `repository` is the address of the project,
 * on GitHub or any GitLab. Throws where it is neither. A link to the notebook is left out and a long text cut where the
 * address would be too long.
 */
export function issueLink(repository: string, { finding, notebook, link }: IssueAbout): IssueLink {
  const { forge, address, title, body } = projectOf(repository);
  const of = (text: string): string => `${address}?${title}=${encoded(clipped(oneLine(finding.title), 250))}&${body}=${encoded(text)}`;
  const place = `\nFound in the notebook ${plainMarkdown(notebook)}, cell \`${finding.cell}\`.\n`;
  const text = `${findingMarkdown(finding)}${place}`;
  const opening = link === undefined ? '' : `\n[Open the notebook](<${link}>)\n`;
  const done = (text: string, shortened: string): IssueLink => ({ forge, address: of(text), shortened });
  if (of(text + opening).length <= longest) return done(text + opening, '');
  const withoutLink = link === undefined ? '' : 'The link to the notebook is too long for an issue’s address; it is left out.';
  if (of(text).length <= longest) return done(text, withoutLink);
  const end = `\n\n(cut: the rest is in the notebook)\n${place}`;
  let [least, most] = [0, text.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (of(clipped(text, middle) + end).length <= longest) least = middle;
    else most = middle - 1;
  }
  return done(clipped(text, least) + end, `The text was cut to fit an issue’s address.${withoutLink === '' ? '' : ` ${withoutLink}`}`);
}

/** The first characters; half of a surrogate pair cannot be written into an address. */
function clipped(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function encoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

interface Project {
  readonly forge: IssueLink['forge'];
  readonly address: string;
  readonly title: string;
  readonly body: string;
}

function projectOf(repository: string): Project {
  const said = repository.trim();
  let url: URL;
  try {
    url = new URL(said);
  } catch {
    throw new Error(`${said === '' ? 'an empty line' : said} is no address; write it as https://github.com/owner/project`);
  }
  if (url.protocol !== 'https:') throw new Error(`${said} is no https address`);
  const path = url.pathname.replace(/\/-\/.*$/, '').replace(/(\.git)?\/*$/, '');
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length < 2) throw new Error(`${said} names no project; write it as https://github.com/owner/project`);
  if (url.host === 'github.com' || url.host.startsWith('github.')) {
    const [owner, project] = parts as [string, string];
    const address = `https://${url.host}/${owner}/${project.replace(/\.git$/, '')}/issues/new`;
    return { forge: 'GitHub', address, title: 'title', body: 'body' };
  }
  const address = `https://${url.host}${path}/-/issues/new`;
  return { forge: 'GitLab', address, title: 'issue[title]', body: 'issue[description]' };
}

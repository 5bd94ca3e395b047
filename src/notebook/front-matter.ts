import { isMap, isScalar, parseDocument } from 'yaml';

export interface FrontMatter {
  /** Where the blocks begin. */
  readonly end: number;
  readonly title: string;
  readonly version: number;
  readonly problems: readonly { readonly from: number; readonly to: number; readonly message: string; readonly hint?: string }[];
}

const known = ['assay', 'title'];
const mostCharacters = 2000;

/** Reads the YAML between `---` lines at the start of the text; a text without it is a notebook of version 1. */
export function readFrontMatter(text: string): FrontMatter {
  const found = /^(\uFEFF?---[ \t]*(?:\r\n|\n|\r))([\s\S]*?)(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r|$)/.exec(text);
  if (found === null) return { end: text.startsWith('\uFEFF') ? 1 : 0, title: '', version: 1, problems: [] };
  const start = found[1]!.length;
  const yaml = found[2]!.replace(/\r(?!\n)/g, '\n');
  if (yaml.length > mostCharacters) {
    const message = `the front matter has ${yaml.length.toLocaleString('en-US')} characters; at most ${mostCharacters.toLocaleString('en-US')} are allowed`;
    return { end: found[0].length, title: '', version: 1, problems: [{ from: 0, to: start, message }] };
  }
  const document = parseDocument(yaml, { schema: 'core', logLevel: 'silent' });
  const problems: { from: number; to: number; message: string; hint?: string }[] = [];
  const place = (from: number, to: number, message: string, hint?: string): void => {
    problems.push({ from: start + from, to: start + to, message, ...(hint === undefined ? {} : { hint }) });
  };
  const broken = document.errors[0] ?? document.warnings[0];
  if (broken !== undefined) place(broken.pos[0], broken.pos[1], `the front matter is broken: ${broken.message.split('\n')[0]}`);
  let title = '';
  let version = 1;
  if (isMap(document.contents)) {
    for (const pair of document.contents.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const range = isScalar(pair.key) ? pair.key.range : null;
      const value: unknown = isScalar(pair.value) ? pair.value.value : undefined;
      if (key === 'title') {
        if (isScalar(pair.value)) title = pair.value.value === null ? '' : (pair.value.source ?? JSON.stringify(value));
        else place(range?.[0] ?? 0, range?.[1] ?? 0, 'the title is text', 'quote a title that begins with [ or {');
      } else if (key === 'assay' && value === 1) version = 1;
      else if (key === 'assay')
        place(
          range?.[0] ?? 0,
          range?.[1] ?? 0,
          'assay: 1 is the only version that this page knows',
          'a newer notebook needs a newer Assay',
        );
      else place(range?.[0] ?? 0, range?.[1] ?? 0, `no key ${key} in the front matter`, `the keys are ${known.join(', ')}`);
    }
  } else if (document.contents !== null && broken === undefined) {
    place(0, yaml.length, 'the front matter holds keys and values, as in title: Who is turned down?');
  }
  return { end: found[0].length, title, version, problems };
}

import { expect, it } from 'vitest';
import { runArguments, UsageError } from '../../src/cli/arguments.ts';

it('understands every flag', () => {
  const words =
    'a.md --json - --html b.html --data x.csv=/data/x=1.csv --set t=0.5 --set on=true --set word=yes --set empty= --backend cpu --allow-undecided --rows --baseline last.json --update-baseline --tolerance 0.01 --watch --fail-on-findings high --allow-code --app https://example.org/assay/ --table quality.roc=roc.csv --chart trust.2=b.svg --charts all';
  expect(runArguments(words.split(' '))).toEqual({
    notebook: 'a.md',
    reports: new Map([
      ['json', '-'],
      ['html', 'b.html'],
    ]),
    data: new Map([['x.csv', '/data/x=1.csv']]),
    files: { tables: new Map([['quality.roc', 'roc.csv']]), charts: new Map([['trust.2', 'b.svg']]), chartFolder: 'all' },
    set: new Map([
      ['t', '0.5'],
      ['on', 'true'],
      ['word', 'yes'],
      ['empty', ''],
    ]),
    backend: 'cpu',
    allowUndecided: true,
    rows: true,
    others: [],
    baseline: 'last.json',
    updateBaseline: true,
    tolerance: 0.01,
    watch: true,
    failOnFindings: 'high',
    allowCode: 'all',
    app: 'https://example.org/assay/',
  });
});

it('takes several notebooks whose reports have names of their own', () => {
  expect(runArguments('a.md b/notebook.md --json out/{name}.json'.split(' '))).toMatchObject({
    notebook: 'a.md',
    others: ['b/notebook.md'],
  });
});

it('takes the notebook anywhere, and does without any flag', () => {
  expect(runArguments(['--rows', 'a.md']).notebook).toBe('a.md');
  expect(runArguments(['a.md'])).toMatchObject({ backend: 'auto', allowUndecided: false, rows: false });
});

it.each([
  ['a.md b.md --json r.json', '--json r.json would be written by several notebooks; put {name} into it, as in reports/{name}.json'],
  ['a.md --fail-on-findings bad', 'no severity bad; there are critical, high, medium, low'],
  ['a.md b.md --watch', '--watch takes one notebook'],
  ['a.md --update-baseline', '--update-baseline needs --baseline FILE, the file to write'],
  ['a.md --tolerance 0.1', '--tolerance needs --baseline FILE, the run to compare with'],
  ['a.md --baseline b.json --tolerance wide', '--tolerance takes a number from 0, not wide'],
  ['a.md --json', '--json needs a value'],
  ['a.md --json --rows', '--json needs a value'],
  ['a.md --set threshold', '--set takes name=value, not threshold'],
  ['a.md --data =x.csv', '--data takes name=value, not =x.csv'],
  ['a.md --app assay', '--app takes the address of the page, as https://example.org/assay/, not assay'],
  ['a.md --allow-code=abc', '--allow-code takes the SHA-256 of code, 64 digits each and parted by commas, not abc'],
  ['a.md -x', 'no flag -x; assay help lists them'],
  ['--rows', 'name the notebook, as in assay run notebook.md'],
])('refuses %s', (words, sentence) => {
  expect(() => runArguments(words.split(' '))).toThrow(new UsageError(sentence));
});

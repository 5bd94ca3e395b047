import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../src/notebook/front-matter.ts';

const messages = (text: string): string[] => readFrontMatter(text).problems.map((problem) => problem.message);
const places = (text: string): string[] => readFrontMatter(text).problems.map(({ from, to }) => text.slice(from, to));

describe('readFrontMatter', () => {
  it.each(['\n', '\r\n', '\r'])('reads title and version, where lines end with %j', (newline) => {
    const text = ['---', 'assay: 1', 'title: Who is turned down?', '---', '# Text'].join(newline);
    expect(readFrontMatter(text)).toEqual({ end: text.indexOf('# Text'), title: 'Who is turned down?', version: 1, problems: [] });
  });

  it.each([
    ['title: "a: b"', 'a: b'],
    ['title: 007', '007'],
    ['title: 1.50', '1.50'],
    ['title: yes', 'yes'],
    ['title:', ''],
    ['title: null', ''],
    ['# only a remark', ''],
    ['', ''],
  ])('takes %j for the title %j', (yaml, title) => {
    expect(readFrontMatter(`---\n${yaml}\n---\n`)).toMatchObject({ title, problems: [] });
  });

  it.each(['', '# A', 'text\n---\n---\n', ' ---\ntitle: a\n---\n', '---\ntitle: a\n', '----\ntitle: a\n----\n', '---a\n---\n'])(
    'finds none in %j',
    (text) => {
      expect(readFrontMatter(text)).toEqual({ end: 0, title: '', version: 1, problems: [] });
    },
  );

  it('ends an empty one at once', () => {
    expect(readFrontMatter('---\n---\ntext\n---\n')).toMatchObject({ end: 8, title: '', problems: [] });
    expect(readFrontMatter('---\r\n---')).toMatchObject({ end: 8, problems: [] });
  });

  it.each([
    ['assay: 2', 'assay', 'assay: 1 is the only version that this page knows'],
    ['assay: "1"', 'assay', 'assay: 1 is the only version that this page knows'],
    ['titel: a', 'titel', 'no key titel in the front matter'],
    ['title: [a]', 'title', 'the title is text'],
  ])('says what is wrong with %j, and where', (yaml, place, message) => {
    const text = `---\r\n${yaml}\r\n---\r\n`;
    expect(messages(text)).toEqual([message]);
    expect(places(text)).toEqual([place]);
  });

  it('says that it holds keys and values', () => {
    expect(messages('---\na word\n---\n')).toEqual(['the front matter holds keys and values, as in title: Who is turned down?']);
  });

  it('says that it is broken, and still ends', () => {
    const text = '---\ntitle: "a\n---\ntext';
    expect(messages(text)[0]).toMatch(/^the front matter is broken: /);
    expect(readFrontMatter(text).end).toBe(text.indexOf('text'));
  });

  it('refuses what is nested without end', () => {
    expect(messages(`---\n${'['.repeat(100_000)}\n---\n`)[0]).toMatch(/at most 2,000/);
    expect(messages(`---\n${'- '.repeat(900)}\n---\n`)).toHaveLength(1);
  });

  it('never throws, and places problems inside itself', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('---', 'title: a', 'assay: 1', 'a: [', '&a', '*a', '? b', '- ', '"'),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), (lines, newline) => {
        const text = `---${newline}${lines.join(newline)}${newline}---${newline}`;
        const front = readFrontMatter(text);
        expect(front.end).toBeGreaterThan(0);
        expect(text.slice(0, front.end)).toMatch(/---[ \t]*(\r\n|\n|\r|$)$/);
        for (const { from, to } of front.problems) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(front.end);
        }
      }),
      { numRuns: 500 },
    );
  });
});

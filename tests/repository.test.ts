import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samples } from '../src/app/samples.ts';
import { version } from '../src/engine/build.ts';
import { parseNotebook } from '../src/notebook/parse-notebook.ts';

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

const written = ['src', 'workers', 'tests', 'scripts', 'bench', 'notebooks'].flatMap(filesUnder);
const code = written.filter((path) => /\.(ts|svelte|mjs|js)$/.test(path));
const source = code.filter((path) => /^(src|workers)\//.test(path));

describe('files', () => {
  it('are named for what they hold', () => {
    expect(code.filter((path) => /(^|\/)(utils?|helpers?|common|manager|misc|shared)(\/|\.|-|$)/.test(path))).toEqual([]);
  });

  it('are named in kebab-case, components in PascalCase or kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|svelte|d))?\.(ts|mjs|js|svelte)$/;
    const pascal = /^[A-Z][A-Za-z0-9]*\.svelte$/;
    const names = code.map((path) => path.split('/').at(-1)!);
    expect(names.filter((name) => !kebab.test(name) && !pascal.test(name))).toEqual([]);
  });

  it('have at most 400 lines', () => {
    const long = code.map((path) => [path, readFileSync(path, 'utf8').split('\n').length] as const).filter(([, lines]) => lines > 400);
    expect(long).toEqual([]);
  });

  it('hold nothing unfinished, unchecked or switched off', () => {
    const marks = new RegExp(
      [
        'TO' + 'DO',
        'FIX' + 'ME',
        'not implemen' + 'ted',
        '@ts-(ignore|nocheck)',
        'eslint-dis' + 'able',
        '\\b(it|describe|test)\\.(only|skip|to' + 'do)\\b',
      ].join('|'),
    );
    expect(code.filter((path) => marks.test(readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('export by name in src and workers', () => {
    expect(source.filter((path) => /^export default /m.test(readFileSync(path, 'utf8')))).toEqual([]);
  });
});

describe('tests', () => {
  const tests = new Set(written.filter((path) => path.startsWith('tests/')));

  it('stand where the file that they test stands', () => {
    const folders = new Set(source.map((path) => path.split('/').slice(0, -1).join('/')));
    const astray = [...tests]
      .filter(
        (path) =>
          path.endsWith('.test.ts') && path.split('/').length > 2 && !/^tests\/(scripts|notebooks|reference|fuzz|hostile)\//.test(path),
      )
      .filter(
        (path) =>
          !folders.has(
            path
              .replace(/^tests\//, 'src/')
              .split('/')
              .slice(0, -1)
              .join('/'),
          ),
      );
    expect(astray).toEqual([]);
  });

  it.each(['metrics', 'formats', 'runtimes', 'cells'])('exist for every entry of the list of %s', (folder) => {
    const list = `src/${folder}/index.ts`;
    const listed = [...readFileSync(list, 'utf8').matchAll(/from '\.\/([a-z0-9-]+)\.ts'/g)].map((match) => match[1]!);
    const entries = listed.filter((name) => !['kind', 'metric', 'format', 'runtime', 'output', 'platform'].includes(name));
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter((name) => !tests.has(`tests/${folder}/${name}.test.ts`))).toEqual([]);
  });
});

const kinds = ['data', 'derive', 'slice', 'model', 'predict', 'input', 'metrics', 'chart', 'table', 'check'];

describe('notebooks', () => {
  const folders = readdirSync('notebooks').filter((name) => statSync(join('notebooks', name)).isDirectory());

  it('are there', () => {
    expect(folders).toEqual(expect.arrayContaining(['mortgage', 'digits']));
  });

  it('are all on the home page, under their titles', () => {
    const titles = folders.map((name) => [name, /^title: (.*)$/m.exec(readFileSync(join('notebooks', name, 'notebook.md'), 'utf8'))?.[1]]);
    expect(new Map(samples.map(({ name, title }) => [name, title]))).toEqual(new Map(titles as [string, string][]));
  });

  it.each(folders)('%s has its sources beside it, the script that made them, and terms', (name) => {
    const folder = join('notebooks', name);
    const text = readFileSync(join(folder, 'notebook.md'), 'utf8');
    const sources = [...text.matchAll(/^source: (\S+)$/gm)].map((match) => match[1]!);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
    expect(existsSync(join(folder, 'make.mjs'))).toBe(true);
    expect(text).toMatch(/MIT|CC BY|CC0|public (domain|record)/);
  });

  it.each(folders)('%s reads as cells without a problem', (name) => {
    const notebook = parseNotebook(readFileSync(join('notebooks', name, 'notebook.md'), 'utf8'), kinds);
    expect(notebook.title).not.toBe('');
    expect(notebook.problems).toEqual([]);
    expect(notebook.blocks.flatMap((block) => (block.type === 'cell' ? block.problems : []))).toEqual([]);
    expect(notebook.blocks.filter((block) => block.type === 'cell').map((block) => block.kind)).toEqual(
      expect.arrayContaining(['data', 'metrics', 'chart', 'check']),
    );
  });
});

describe('package.json', () => {
  it('has the version that results are filed under', () => {
    expect((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version).toBe(version);
  });

  it('names every version exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
    expect(Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

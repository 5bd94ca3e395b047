import { beforeEach, describe, expect, it } from 'vitest';
import type { FileStore, KeptFile } from '../../../src/app/keeping/file-store.ts';
import { KeptFiles } from '../../../src/app/keeping/kept-files.svelte.ts';
import { wantedPins } from '../../../src/app/keeping/wanted-pins.ts';
import type { CellResult } from '../../../src/engine/result.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';

const sha = (letter: string): string => letter.repeat(64);
const notebook = (text = ''): ReturnType<typeof parseNotebook> => parseNotebook(text, ['data', 'model']);

class FakeFiles implements FileStore {
  readonly kept = new Map<string, KeptFile>();
  readonly broken = new Set<string>();
  failure: Error | null = null;

  add(origin: string, name: string, sha256: string): void {
    this.kept.set(`${origin} ${name}`, { origin, name, sha256, size: 3, used: 0 });
  }
  records(): Promise<readonly KeptFile[]> {
    return this.failure === null ? Promise.resolve([...this.kept.values()]) : Promise.reject(this.failure);
  }
  async keep(origin: string, file: File): Promise<KeptFile> {
    if (this.failure !== null) throw this.failure;
    this.add(origin, file.name, sha('c'));
    return this.kept.get(`${origin} ${file.name}`)!;
  }
  async open({ name, sha256 }: KeptFile): Promise<File | null> {
    return this.broken.has(sha256) ? null : new File(['abc'], name);
  }
  async record(record: KeptFile): Promise<void> {
    this.kept.set(`${record.origin} ${record.name}`, record);
  }
  async forget(records: readonly KeptFile[]): Promise<void> {
    for (const { origin, name } of records) this.kept.delete(`${origin} ${name}`);
  }
}

let store: FakeFiles;
let given: string[];
let left: string[];
let room: number;
let files: KeptFiles;
beforeEach(() => {
  store = new FakeFiles();
  given = [];
  room = 1e12;
  left = [];
  const receiver = {
    attachFile: async (file: File, sha256: string) => void given.push(`${file.name} ${sha256[0]}`),
    forgetFiles: async (names: readonly string[]) => void left.push(...names),
  };
  files = new KeptFiles(store, receiver, async () => room);
});

describe('a notebook that is opened again', () => {
  it('has the files that it had, and not those of others', async () => {
    store.add('new:1', 'log.csv', sha('a'));
    store.add('new:2', 'other.csv', sha('b'));
    await files.attach({ origin: 'new:1', notebook: notebook() });
    expect([given, files.attached]).toEqual([['log.csv a'], ['log.csv']]);
  });

  it('leaves nothing of it to the next, neither what was kept nor what came in its archive', async () => {
    store.add('new:1', 'log.csv', sha('a'));
    await files.attach({ origin: 'new:1', notebook: notebook() });
    files.arrive(['model/model.json', 'log.csv']);
    files.dropped(new File(['{}'], 'model/model.json'));
    files.dropped(new File(['a'], 'log.csv'));
    await files.attach({ origin: 'file:all.md', notebook: notebook() });
    expect([left, files.pending.map(({ name }) => name)]).toEqual([[], ['model/model.json', 'log.csv']]);
    await files.attach({ origin: 'sample:digits', notebook: notebook() });
    expect([left, files.pending]).toEqual([['model/model.json', 'log.csv'], []]);
  });

  it('has what it pins, whoever dropped it, under the name that it reads', async () => {
    store.add('new:2', 'renamed.csv', sha('b'));
    const text = `\`\`\`yaml data log\nsource: data/log.csv\nsha256: ${sha('B')}\n\`\`\`\n\n\`\`\`yaml data bad\nsource: x.csv\nsha256: zz\n\`\`\`\n`;
    expect(wantedPins(notebook(text))).toEqual([{ name: 'log.csv', sha256: sha('b') }]);
    await files.attach({ origin: 'nb:1', notebook: notebook(text) });
    expect(given).toEqual(['log.csv b']);
    expect(store.kept.has('nb:1 log.csv')).toBe(true);
  });

  it('keeps a file that was just dropped under the name of an older one', async () => {
    store.add('file:review.md', 'log.csv', sha('a'));
    files.dropped(new File(['new'], 'log.csv'));
    await files.attach({ origin: 'file:review.md', notebook: notebook() });
    expect(given).toEqual([]);
  });

  it('asks for a file whose bytes are cut off, or turn out to be others', async () => {
    store.add('new:1', 'cut.csv', sha('a'));
    store.add('new:1', 'changed.csv', sha('b'));
    store.broken.add(sha('a'));
    await files.attach({ origin: 'new:1', notebook: notebook() });
    expect(given).toEqual(['changed.csv b']);
    const needs: CellResult = {
      cell: 'log',
      kind: 'data',
      state: 'needs-file',
      key: '',
      error: { message: '', line: 1, column: 1, needs: 'changed.csv' },
    };
    await files.check(new Map([['log', needs]]));
    expect([store.kept.size, files.attached]).toEqual([0, []]);
  });
});

describe('a dropped file', () => {
  it('is kept for the notebook that has it', async () => {
    files.dropped(new File(['abc'], 'log.csv'));
    await files.keepPending('new:1');
    expect([...store.kept.keys()]).toEqual(['new:1 log.csv']);
    expect(files.pending).toEqual([]);
  });

  it.each([
    ['than a gigabyte', 1e12, 1_000_000_001],
    ['than half of the room', 100, 51],
  ])('that is larger %s is not, which is said once', async (_, left, size) => {
    room = left;
    for (const name of ['one.csv', 'two.csv']) {
      files.dropped(Object.defineProperty(new File([], name), 'size', { value: size }));
      await files.keepPending('new:1');
    }
    expect([store.kept.size, files.sentence]).toEqual([0, 'one.csv is too large to be kept here: drop it again next time']);
  });

  it('for which there is no room says what to do, and one where nothing is kept says nothing', async () => {
    store.failure = new Error('denied');
    files.dropped(new File(['abc'], 'log.csv'));
    await files.keepPending('new:1');
    expect(files.sentence).toBeNull();
    store.records = () => Promise.resolve([]);
    store.failure = new DOMException('no room', 'QuotaExceededError');
    files.dropped(new File(['abc'], 'log.csv'));
    await files.keepPending('new:1');
    expect(files.sentence).toBe('log.csv is not kept: this browser has no room left. Delete something under Storage');
  });
});

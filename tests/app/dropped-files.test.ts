import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { droppedFiles, pickedFiles } from '../../src/app/dropped-files.ts';

/** Browsers give files of a picker the path in their folder, Node's files have none. */
const file = (name: string, text = name): File => Object.assign(new File([text], name), { webkitRelativePath: '' });

interface Tree {
  readonly [name: string]: Tree | File;
}

/** A folder as browsers hand it over: entries in pieces of two. */
function entryOf(name: string, node: Tree | File, path: string): FileSystemEntry {
  const base = { name, fullPath: path, isFile: node instanceof File, isDirectory: !(node instanceof File) };
  if (node instanceof File) return { ...base, file: (resolve: (file: File) => void) => resolve(node) } as unknown as FileSystemEntry;
  const createReader = (): unknown => {
    const children = Object.entries(node).map(([child, value]) => entryOf(child, value, `${path}/${child}`));
    return { readEntries: (resolve: (entries: FileSystemEntry[]) => void) => resolve(children.splice(0, 2)) };
  };
  return { ...base, createReader } as unknown as FileSystemEntry;
}
function dropOf(tree: Tree): DataTransfer {
  const items = Object.entries(tree).map(([name, node]) => ({ webkitGetAsEntry: () => entryOf(name, node, `/${name}`) }));
  return { items, files: Object.values(tree).filter((node) => node instanceof File) } as unknown as DataTransfer;
}
const namesIn = async (archive: File): Promise<string[]> => Object.keys(unzipSync(new Uint8Array(await archive.arrayBuffer())));

it('keeps files that are no images as they are', async () => {
  const files = await droppedFiles(dropOf({ 'a.csv': file('a.csv'), 'b.parquet': file('b.parquet') }));
  expect(files.map(({ name }) => name)).toEqual(['a.csv', 'b.parquet']);
});

it('packs the images of a folder with the table beside them, and leaves hidden files out', async () => {
  const [archive, ...rest] = await droppedFiles(
    dropOf({
      photos: {
        cat: { '1.png': file('1.png'), '2.png': file('2.png'), '3.JPG': file('3.JPG') },
        '.DS_Store': file('.DS_Store'),
        'labels.csv': file('labels.csv'),
      },
    }),
  );
  expect(archive?.name).toBe('photos.zip');
  expect(await namesIn(archive!)).toEqual(['photos/cat/1.png', 'photos/cat/2.png', 'photos/cat/3.JPG', 'photos/labels.csv']);
  expect(rest).toEqual([]);
});

it('leaves a model beside its images', async () => {
  const files = await droppedFiles(
    dropOf({ d: { 'a.png': file('a.png'), 'b.png': file('b.png'), 'model.json': file('model.json'), 'w.bin': file('w.bin') } }),
  );
  expect(files.map(({ name }) => name)).toEqual(['d.zip', 'model.json', 'w.bin']);
});

it('leaves a single image as it is', async () => {
  expect((await pickedFiles([file('x.png'), file('y.csv')])).map(({ name }) => name)).toEqual(['x.png', 'y.csv']);
});

it('packs loose images of a picker', async () => {
  const [archive] = await pickedFiles([file('x.png', 'pixels'), file('y.jpeg')]);
  expect(archive?.name).toBe('images.zip');
  const contents = unzipSync(new Uint8Array(await archive!.arrayBuffer()));
  expect(new TextDecoder().decode(contents['x.png'])).toBe('pixels');
});

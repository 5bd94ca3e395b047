import type { FileRead } from '../../engine/files-read.ts';
import { isMapping, type BodyValue } from '../../notebook/body-value.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { parseBody } from '../../notebook/yaml-body.ts';
import type { Carried, CarriedFile } from '../../report/carried/carried.ts';
import { carriedFile } from '../../report/carried/carried-file.ts';
import { wantedPins } from '../keeping/wanted-pins.ts';
import type { Workbench } from '../workbench.svelte.ts';
import { fileDifference } from './file-difference.ts';
import { fileFacts, shortHash } from './file-words.ts';
import { otherThanPinned } from './other-than-pinned.ts';

type Bench = Pick<Workbench, 'engine' | 'notebook' | 'arrived' | 'results'>;

/** How the file that a cell was given differs from the one that it pins, as far as the link tells of that one. */
export async function pinnedDifference(bench: Bench, cell: string): Promise<string> {
  const here = await shapeHere(bench, cell);
  if (here === null) return '';
  const pin = textOf(bodyOf(bench.notebook, cell)['sha256']).toLowerCase();
  const known = bench.arrived?.carried?.files.find(({ sha256 }) => sha256 === pin);
  if (known === undefined) return `Nothing else is known of the pinned file; this one has ${fileFacts(here).replace(/,[^,]*$/, '')}.`;
  return fileDifference(here, known) ?? 'Its content differs.';
}

/** What is to be said of files that are not those which the link names, where the text pins none. */
export async function otherFiles(bench: Bench): Promise<readonly string[]> {
  const carried = bench.arrived?.carried ?? null;
  if (carried === null) return [];
  const read = await bench.engine.call('files', null);
  const accepted = new Set(wantedPins(bench.notebook).map(({ sha256 }) => sha256));
  const sentences: string[] = [];
  for (const file of carried.files) {
    const here = await fileHere(bench, file, read);
    if (here !== null && here.sha256 !== file.sha256 && !accepted.has(here.sha256)) sentences.push(otherSentence(here, file, carried));
  }
  return sentences;
}

function otherSentence(here: Omit<CarriedFile, 'name' | 'cell'>, file: CarriedFile, { outputs }: Carried): string {
  const what = outputs.size > 0 ? 'that the results in this link were computed from' : 'that this link names';
  const hashes = `its SHA-256 is ${shortHash(here.sha256)}, not ${shortHash(file.sha256)}`;
  return `${file.name} is not the file ${what}: ${hashes}. ${fileDifference(here, file) ?? 'Its content differs.'}`;
}

/** The file that stands here for one that the link names; null where there is none yet, or its cell says what is wrong. */
async function fileHere(bench: Bench, { cell, name }: CarriedFile, read: readonly FileRead[]): Promise<Omit<CarriedFile, 'name'> | null> {
  const result = bench.results.get(cell);
  if (result?.state === 'done') {
    const file = read.find((one) => one.cell === cell && lastPart(one.reference) === name);
    return file === undefined ? null : carriedFile(file, result.output);
  }
  if (result?.state !== 'failed' || otherThanPinned(result) !== null) return null;
  const here = lastPart(textOf(bodyOf(bench.notebook, cell)['source'])) === name ? await shapeHere(bench, cell) : null;
  return here === null ? null : { ...here, cell };
}

/** What the file of a cell holds, of the columns that the cell asks for; null where it cannot be had. */
async function shapeHere({ engine, notebook }: Bench, cell: string): Promise<Omit<CarriedFile, 'name' | 'cell'> | null> {
  const { source, columns: asked } = bodyOf(notebook, cell);
  if (typeof source !== 'string') return null;
  const { columns, ...shape } = await engine.call('file-shape', { name: source });
  if (columns === undefined) return shape;
  return { ...shape, columns: Array.isArray(asked) ? columns.filter((name) => asked.includes(name)) : columns };
}

function bodyOf(notebook: Notebook, cell: string): { readonly [key: string]: BodyValue } {
  const block = notebook.blocks.find(({ id }) => id === cell);
  const body = block?.type === 'cell' ? parseBody(block.body).value : null;
  return isMapping(body) ? body : {};
}

function textOf(value: BodyValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function lastPart(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}

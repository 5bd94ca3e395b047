import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import type { Streams } from '../../src/cli/run-notebook.ts';
import type { JsonReport } from '../../src/report/json.ts';

/** A folder of its own, in which command lines are run. */
export class Folder {
  private constructor(readonly path: string) {}

  static async make(): Promise<Folder> {
    return new Folder(await mkdtemp(join(tmpdir(), 'assay-')));
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true });
  }

  at(name: string): string {
    return join(this.path, name);
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(this.at(name), content);
    return this.at(name);
  }

  read(name: string): Promise<string> {
    return readFile(this.at(name), 'utf8');
  }

  /** Runs a notebook and reads its JSON. */
  async run(
    text: string,
    words: readonly string[] = [],
    more: Partial<Streams> = {},
  ): Promise<{ code: number; out: string; err: string; report: JsonReport }> {
    const path = await this.write('notebook.md', text);
    const ran = await assay(['run', path, '--json', '-', ...words], more);
    return { ...ran, report: JSON.parse(ran.out) as JsonReport };
  }
}

/** Runs a command line and gives what it wrote. */
export async function assay(words: readonly string[], more: Partial<Streams> = {}): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await main(words, { out: (text) => (out += text), err: (text) => (err += text), colour: false, ...more });
  return { code, out, err };
}

/** Eighty recorded predictions of which `right` in every ten are right, and their scores. */
export function recorded(right: number): string {
  const rows = Array.from({ length: 80 }, (_, row) => {
    const label = row % 2 === 0 ? 'yes' : 'no';
    const isRight = Math.floor(row / 2) % 10 < right;
    return `${label},${(label === 'yes') === isRight ? 0.8 : 0.2},${row}`;
  });
  return `label,score,x\n${rows.join('\n')}\n`;
}

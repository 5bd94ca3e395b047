import { expect, it } from 'vitest';
import { fileFormats, tableFile } from '../../../src/app/downloads/table-file.ts';
import type { TableApi } from '../../../src/app/table/table-api.ts';

const pieces = ['a,b\r\n', 'ü,🙂\r\n'].map((text) => new TextEncoder().encode(text));
const tables = {
  ask: (_method: string, request: unknown, options: { answer?: (piece: Uint8Array) => void }) => {
    for (const piece of pieces) options.answer?.(piece);
    return Promise.resolve({ rows: 1, total: 1, asked: request });
  },
} as unknown as Pick<TableApi, 'ask'>;

it('joins the pieces of a file in order, and says how far it is', async () => {
  const heard: number[] = [];
  const request = { cell: 'a', part: '', format: 'csv' } as const;
  const { file, answer } = await tableFile(tables, request, new AbortController().signal, (bytes) => heard.push(bytes));
  expect(await file.text()).toBe('a,b\r\nü,🙂\r\n');
  expect([file.type, heard]).toEqual(['text/csv', [5, 14]]);
  expect(answer).toMatchObject({ rows: 1, asked: request });
});

it('knows a type for each format', async () => {
  const types = await Promise.all(
    fileFormats.map(async ([format]) => (await tableFile(tables, { cell: 'a', part: '', format }, new AbortController().signal)).file.type),
  );
  expect(new Set(types).size).toBe(fileFormats.length);
  for (const type of types) expect(type).toMatch(/^[a-z]+\/[a-z.-]+$/);
});

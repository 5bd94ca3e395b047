import { expect, it } from 'vitest';
import { catalogue } from '../../src/engine/catalogue.ts';
import { evaluateService } from '../../src/engine/evaluate-service.ts';
import { PageWorld } from '../../src/engine/page-world.ts';
import type { EvaluateMethods } from '../../src/engine/protocol.ts';
import type { CellResult } from '../../src/engine/result.ts';
import { connect, serve, type Client } from '../../src/io/port.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { defaultLimits } from '../../src/trust/limits.ts';
import { fence, notebookOf, rowsOf, TestWorld } from './test-world.ts';

const fetched = bytesSource('b.csv', new TextEncoder().encode('x\n1\n2\n3\n'));

function open(): { client: Client<EvaluateMethods>; close: () => void } {
  const world = new PageWorld(
    new TestWorld().compute,
    () => Promise.resolve(fetched),
    'https://assay.example',
    () => [],
    defaultLimits,
    'test',
  );
  const { port1, port2 } = new MessageChannel();
  const stop = serve(port1, evaluateService(world, catalogue, 1e9));
  return {
    client: connect<EvaluateMethods>(port2),
    close: () => {
      stop();
      port1.close();
    },
  };
}

async function show(client: Client<EvaluateMethods>, text: string): Promise<Map<string, CellResult>> {
  const results = new Map<string, CellResult>();
  const request = { text, overrides: [], run: [], hold: [], retry: [], refused: [], base: null };
  expect(await client.call('evaluate', request, { answer: (result) => results.set(result.cell, result) })).toEqual({ finished: true });
  return results;
}

it('evaluates, takes files and consent, and gives rows and names over a port', async () => {
  const { client, close } = open();
  const text = notebookOf(fence('data', 'a', 'source: a.csv'), fence('data', 'b', 'source: https://example.org/b.csv'));
  const states = async (): Promise<string[]> => [...(await show(client, text)).values()].map((result) => result.state);
  expect(await states()).toEqual(['needs-file', 'needs-permission']);
  await client.call('file', { name: 'a.csv', file: new File(['x\n7\n'], 'a.csv') });
  await client.call('grant', { host: 'example.org' });
  expect(await states()).toEqual(['done', 'done']);
  expect(rowsOf((await show(client, text)).get('b'))).toBe(3);
  expect(await client.call('rows', { cell: 'a', part: '', from: 0, to: 5 })).toEqual({
    columns: ['x'],
    rows: [[7]],
    numbers: [0],
    total: 1,
  });
  expect((await client.call('names', null)).map((name) => name.cell)).toEqual(['a', 'b']);
  await expect(client.call('rows', { cell: 'c', part: '', from: 0, to: 5 })).rejects.toThrow('c holds no rows now; run it again');
  close();
});

it('describes every kind and metric as plain data', async () => {
  const { client, close } = open();
  const { kinds, metrics, functions } = await client.call('kinds', null);
  expect(kinds.map((kind) => kind.name)).toEqual([...catalogue.kinds.keys()]);
  for (const kind of kinds) {
    const keys = Object.keys(kind).filter((key) => key !== 'text');
    expect(keys.sort()).toEqual(['doc', 'fields', 'keys', 'name', 'parts', 'shape', 'template']);
  }
  expect(kinds.filter(({ text }) => text !== undefined).map(({ name, text }) => [name, text?.language])).toEqual([['code', 'js']]);
  expect(metrics.map((metric) => metric.name)).toEqual(expect.arrayContaining(['roc_auc', 'recall']));
  expect(functions).toContain('mean');
  close();
});

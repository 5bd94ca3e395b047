import { afterEach, describe, expect, it } from 'vitest';
import { RemoteError, connect, serve, type Client, type Handlers } from '../../src/io/port.ts';
import { SourceError } from '../../src/io/source.ts';

type Work = {
  count: { request: number; answer: number; result: string };
  wait: { request: null; answer: never; result: null };
  fail: { request: 'source' | 'text' | 'chain'; answer: never; result: null };
  double: { request: Float64Array; answer: never; result: Float64Array };
};

const channels: MessageChannel[] = [];
afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close();
    port2.close();
  }
});

function resolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

interface Pair {
  readonly client: Client<Work>;
  readonly stop: () => void;
  readonly aborted: Promise<unknown>;
  readonly waiting: Promise<undefined>;
}

function pair(extra: Partial<Handlers<Work>> = {}): Pair {
  const channel = new MessageChannel();
  channels.push(channel);
  const waiting = resolvers<undefined>();
  const aborted = resolvers<unknown>();
  const stop = serve<Work>(channel.port1, {
    async count(to, call) {
      for (let i = 1; i <= to; i++) {
        call.progress(i / to, `step ${i}`);
        call.answer(i);
        await Promise.resolve();
      }
      return `counted to ${to}`;
    },
    wait(_, { signal }) {
      waiting.resolve(undefined);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.resolve(signal.reason);
          reject(signal.reason as Error);
        });
      });
    },
    fail(how) {
      if (how === 'source') throw new SourceError('needs-file', 'no file a.csv', 'a.csv');
      if (how === 'chain') throw new RemoteError('SourceError', 'from further away', { state: 'failed', path: ['a', 1] });
      throw new TypeError('a word');
    },
    double(values, call) {
      const twice = values.map((value) => 2 * value);
      call.transfer([twice.buffer]);
      return twice;
    },
    ...extra,
  });
  return { client: connect<Work>(channel.port2), stop, aborted: aborted.promise, waiting: waiting.promise };
}

describe('a call', () => {
  it('streams answers and progress in order, then gives its result', async () => {
    const { client } = pair();
    const seen: unknown[] = [];
    const result = await client.call('count', 3, {
      answer: (answer) => seen.push(answer),
      progress: (share, doing) => seen.push([share, doing]),
    });
    expect(result).toBe('counted to 3');
    expect(seen).toEqual([[1 / 3, 'step 1'], 1, [2 / 3, 'step 2'], 2, [1, 'step 3'], 3]);
  });

  it('keeps calls that run at once apart', async () => {
    const { client } = pair();
    const answers: number[][] = [[], []];
    const results = await Promise.all(
      [2, 4].map((to, index) => client.call('count', to, { answer: (answer) => answers[index]!.push(answer) })),
    );
    expect(results).toEqual(['counted to 2', 'counted to 4']);
    expect(answers).toEqual([
      [1, 2],
      [1, 2, 3, 4],
    ]);
  });

  it('hands buffers over in both directions', async () => {
    const { client } = pair();
    const values = Float64Array.of(1, 2);
    const twice = await client.call('double', values, { transfer: [values.buffer] });
    expect(values.length).toBe(0);
    expect(twice).toEqual(Float64Array.of(2, 4));
  });

  it('rejects what cannot be cloned, and goes on', async () => {
    const { client } = pair({ double: () => (() => undefined) as unknown as Float64Array });
    await expect(client.call('double', Float64Array.of(1))).rejects.toThrow(/clone/i);
    await expect(client.call('count', (() => 1) as unknown as number)).rejects.toThrow(/clone/i);
    expect(await client.call('count', 1)).toBe('counted to 1');
    client.fail(new Error('ended'));
  });
});

describe('a failure', () => {
  it('keeps the name, message and plain fields of the error', async () => {
    const { client } = pair();
    const error: unknown = await client.call('fail', 'source').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({ name: 'SourceError', message: 'no file a.csv', details: { state: 'needs-file', reference: 'a.csv' } });
  });

  it('passes on one that came through another port, and anything thrown', async () => {
    const { client } = pair();
    await expect(client.call('fail', 'chain')).rejects.toMatchObject({ name: 'SourceError', details: { state: 'failed', path: ['a', 1] } });
    await expect(client.call('fail', 'text')).rejects.toMatchObject({ name: 'TypeError', message: 'a word', details: {} });
  });

  it('is what an unknown method gives, inherited names included', async () => {
    const { client } = pair();
    for (const method of ['nothing', 'toString', '__proto__']) {
      await expect(
        (client as unknown as Client<Record<string, { request: null; answer: never; result: null }>>).call(method, null),
      ).rejects.toThrow(`no method ${method}`);
    }
  });
});

describe('cancelling', () => {
  it('rejects at once and aborts the handler', async () => {
    const { client, aborted, waiting } = pair();
    const controller = new AbortController();
    const call = client.call('wait', null, { signal: controller.signal });
    await waiting;
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(await aborted).toMatchObject({ name: 'AbortError' });
    expect(await client.call('count', 1)).toBe('counted to 1');
  });

  it('starts nothing under a signal that was aborted before', async () => {
    let started = false;
    const { client } = pair({
      wait: () => {
        started = true;
        return null;
      },
    });
    await expect(client.call('wait', null, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    await client.call('count', 1);
    expect(started).toBe(false);
  });

  it('aborts what is open when the server stops', async () => {
    const { client, stop, aborted, waiting } = pair();
    const call = client.call('wait', null);
    await waiting;
    stop();
    expect(await aborted).toMatchObject({ name: 'AbortError' });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a worker that fails to load', () => {
  it('rejects calls that hang and every later one, instead of hanging', async () => {
    const channel = new MessageChannel();
    channels.push(channel);
    const client = connect<Work>(channel.port2);
    const hanging = [client.call('count', 1), client.call('wait', null)];
    client.fail(new Error('the worker cannot be loaded'));
    for (const call of hanging) await expect(call).rejects.toThrow('the worker cannot be loaded');
    await expect(client.call('count', 2)).rejects.toThrow('the worker cannot be loaded');
  });
});

it('leaves messages of others alone', async () => {
  const channel = new MessageChannel();
  channels.push(channel);
  serve<Work>(channel.port1, { count: () => 'done', wait: () => null, fail: () => null, double: (values) => values });
  const client = connect<Work>(channel.port2);
  for (const stray of [null, 5, 'text', {}, { assay: 'result' }, { id: 1 }]) {
    channel.port1.postMessage(stray);
    channel.port2.postMessage(stray);
  }
  expect(await client.call('count', 1)).toBe('done');
});

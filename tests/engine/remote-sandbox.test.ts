import { expect, it } from 'vitest';
import { RemoteSandbox } from '../../src/engine/remote-sandbox.ts';
import type { FrameAnswer, FrameRequest, StandingMessage } from '../../src/sandbox/frame-messages.ts';
import type { CodeRequest } from '../../src/sandbox/wire.ts';

const request: CodeRequest = { code: '', tables: [], inputs: [], seed: 1, limits: { bytes: 1000, rows: 10, columns: 2 } };
const answer = (value: number): FrameAnswer => ({
  type: 'answer',
  answer: { ok: true, table: [['a', { type: 'number', values: Float64Array.of(value), nulls: null }]], lines: [] },
});
const never = new AbortController().signal;

/** A page whose frame does what it is told for each message; it notes what was closed. */
function sandbox(
  standing: StandingMessage | null,
  hear: (message: FrameRequest, say: (answer: unknown) => void) => void,
): { sandbox: RemoteSandbox; closed: unknown[] } {
  const closed: unknown[] = [];
  const open = (): { data: MessagePort; control: MessagePort } => {
    const [data, control] = [new MessageChannel(), new MessageChannel()];
    control.port2.onmessage = (event) => {
      closed.push(event.data);
      control.port2.close();
      data.port2.close();
    };
    data.port2.onmessage = (event: MessageEvent<FrameRequest>) => hear(event.data, (value) => data.port2.postMessage(value));
    if (standing !== null) control.port2.postMessage(standing);
    return { data: data.port1, control: control.port1 };
  };
  return { sandbox: new RemoteSandbox(open, 100), closed };
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 20));

it('gives the first answer and closes the frame; a second is not heard', async () => {
  const { sandbox: one, closed } = sandbox({ standing: 'started' }, (message, say) => {
    if (message.type !== 'run') return;
    say(answer(1));
    say(answer(2));
  });
  expect(await one.run(request, never)).toMatchObject({ ok: true, table: [['a', { values: Float64Array.of(1) }]] });
  await settled();
  expect(closed).toEqual(['close']);
});

it.each([
  ['longer than 0.1 s and was ended; make it do less', true],
  ['more memory or time than it gets (0.1 s) and was ended', false],
])('ends what does not answer: %s', async (sentence, lives) => {
  const { sandbox: one, closed } = sandbox({ standing: 'started' }, (message, say) => {
    if (message.type === 'ping' && lives) say({ type: 'pong' });
  });
  await expect(one.run(request, never)).rejects.toThrow(sentence);
  await settled();
  expect(closed).toEqual(['close']);
});

it('refuses what is no answer, and says what the page says', async () => {
  const { sandbox: forged } = sandbox({ standing: 'started' }, (_, say) => say({ type: 'answer', answer: { ok: true, table: 5 } }));
  await expect(forged.run(request, never)).rejects.toThrow('the sandbox gave back columns that are no list');
  const { sandbox: blocked } = sandbox({ standing: 'blocked', why: 'this host forbids it' }, () => undefined);
  await expect(blocked.run(request, never)).rejects.toThrow('this host forbids it');
});

it('is ended by the person', async () => {
  const { sandbox: one, closed } = sandbox({ standing: 'started' }, () => undefined);
  const controller = new AbortController();
  const run = one.run(request, controller.signal);
  setTimeout(() => controller.abort(), 10);
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  await settled();
  expect(closed).toEqual(['close']);
});

it('allows what it was told to, until it is told otherwise', () => {
  const { sandbox: one } = sandbox(null, () => undefined);
  one.allow('a');
  expect([one.allows('a'), one.allows('b')]).toEqual([true, false]);
  one.forbid('a');
  expect(one.allows('a')).toBe(false);
});

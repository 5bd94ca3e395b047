import { checkedAnswer } from '../sandbox/checked-answer.ts';
import type { FrameAnswer, FrameRequest, StandingMessage } from '../sandbox/frame-messages.ts';
import type { CodeAnswer, CodeRequest } from '../sandbox/wire.ts';
import type { CodeRunner } from './world.ts';

/** A sandbox that the page opens: what crosses goes over `data`, what the page says of it over `control`. */
export interface SandboxPorts {
  readonly data: MessagePort;
  readonly control: MessagePort;
}

/** How long a sandbox that ran over its time may take to say that it still lives. */
const pongMs = 500;

/** Runs allowed code in frames that the page opens, one for each run, which is closed after one answer or when its time is over. */
export class RemoteSandbox implements CodeRunner {
  private readonly allowed = new Set<string>();

  constructor(
    private readonly open: () => SandboxPorts,
    private readonly limitMs: number,
  ) {}

  allow(sha256: string): void {
    this.allowed.add(sha256);
  }
  forbid(sha256: string): void {
    this.allowed.delete(sha256);
  }
  allows(sha256: string): boolean {
    return this.allowed.has(sha256);
  }

  async run(request: CodeRequest, signal: AbortSignal): Promise<CodeAnswer> {
    signal.throwIfAborted();
    const { data, control } = this.open();
    const ends: (() => void)[] = [];
    try {
      const over = new Promise<never>((_, reject) => {
        const abort = (): void => reject(new DOMException('cancelled', 'AbortError'));
        signal.addEventListener('abort', abort);
        ends.push(() => signal.removeEventListener('abort', abort));
      });
      await Promise.race([started(control), over]);
      const answer = answerOf(data, request);
      data.postMessage({ type: 'run', request } satisfies FrameRequest);
      const late = new Promise<'late'>((resolve) => {
        const timer = setTimeout(resolve, this.limitMs, 'late');
        ends.push(() => clearTimeout(timer));
      });
      const first = await Promise.race([answer, late, over]);
      if (first !== 'late') return first;
      const lives = await Promise.race([pong(data), new Promise<false>((resolve) => setTimeout(resolve, pongMs, false))]);
      const seconds = `${this.limitMs / 1000} s`;
      throw new Error(
        lives
          ? `the code took longer than ${seconds} and was ended; make it do less`
          : `the code took more memory or time than it gets (${seconds}) and was ended`,
      );
    } finally {
      for (const end of ends) end();
      control.postMessage('close');
      control.close();
      data.close();
    }
  }
}

function started(control: MessagePort): Promise<void> {
  return new Promise((resolve, reject) => {
    control.addEventListener('message', ({ data }: MessageEvent<StandingMessage>) => {
      if (data.standing === 'started') resolve();
      else reject(new Error(data.why));
    });
    control.start();
  });
}

/** The first answer; what comes after it is not heard. */
function answerOf(data: MessagePort, request: CodeRequest): Promise<CodeAnswer> {
  return new Promise((resolve, reject) => {
    data.addEventListener('message', (event: MessageEvent<FrameAnswer>) => {
      if (event.data.type !== 'answer') return;
      try {
        resolve(checkedAnswer(event.data.answer, request.limits));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    data.addEventListener('messageerror', () => reject(new Error('the sandbox gave back what cannot cross')));
    data.start();
  });
}

function pong(data: MessagePort): Promise<true> {
  return new Promise((resolve) => {
    data.addEventListener('message', (event: MessageEvent<FrameAnswer>) => event.data.type === 'pong' && resolve(true));
    data.postMessage({ type: 'ping' } satisfies FrameRequest);
  });
}

import { framePath } from 'virtual:sandbox-frame';
import type { StandingMessage } from '../../sandbox/frame-messages.ts';

/** A host on which the frame does not answer for so long forbids it, in milliseconds. */
const patienceMs = 6000;
/** The evaluate worker ends a sandbox itself; this is for one whose evaluate worker is gone. */
const longestMs = 30_000;

const blocked =
  'code cannot run here: this host does not serve the sandbox that it needs, or the browser is offline and never kept it; everything else works';

/** The hidden frames of no origin that free code runs in, one for each run. */
export class SandboxFrames {
  private readonly open = new Set<() => void>();

  /** Starts a frame, and gives it the port to the evaluate worker once it says that it is ready. */
  start(data: MessagePort, control: MessagePort): void {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.setAttribute('aria-hidden', 'true');
    frame.referrerPolicy = 'no-referrer';
    frame.tabIndex = -1;
    frame.title = 'Sandbox';
    frame.hidden = true;
    const tell = (message: StandingMessage): void => control.postMessage(message);
    const waiting = setTimeout(() => tell({ standing: 'blocked', why: blocked }), patienceMs);
    const hear = (event: MessageEvent<unknown>): void => {
      if (event.source !== frame.contentWindow || event.origin !== 'null' || !isReady(event.data)) return;
      removeEventListener('message', hear);
      clearTimeout(waiting);
      // A frame of no origin has no name to address it by; only this one's window gets the message.
      frame.contentWindow?.postMessage('start', '*', [data]);
      tell({ standing: 'started' });
    };
    const close = (): void => {
      clearTimeout(waiting);
      clearTimeout(longest);
      removeEventListener('message', hear);
      this.open.delete(close);
      control.close();
      frame.remove();
    };
    const longest = setTimeout(close, longestMs);
    addEventListener('message', hear);
    control.addEventListener('message', close);
    control.start();
    this.open.add(close);
    frame.src = new URL(framePath, new URL('.', location.href)).href;
    document.body.append(frame);
  }

  /** Ends all code that runs. */
  closeAll(): void {
    for (const close of [...this.open]) close();
  }
}

function isReady(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'assay' in value && value.assay === 'sandbox ready';
}

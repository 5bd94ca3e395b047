import type { EvaluateRequest } from '../../src/engine/protocol.ts';
import type { CellResult } from '../../src/engine/result.ts';

/** One evaluation that the page asked for, to be answered by the test. */
export interface Asked {
  readonly request: Omit<EvaluateRequest, 'refused'>;
  answer(result: CellResult): void;
  finish(): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** Stands for the workers: keeps what was asked and answers when told to. */
export class FakeEngine {
  readonly asked: Asked[] = [];
  readonly called: string[] = [];
  inFlight = 0;
  mostInFlight = 0;
  stops = 0;

  evaluate(request: Omit<EvaluateRequest, 'refused'>, onResult: (result: CellResult) => void): Promise<boolean> {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    return new Promise((resolve, reject) => {
      const end = async (settle: () => void): Promise<void> => {
        this.inFlight--;
        settle();
        await settled();
      };
      this.asked.push({ request, answer: onResult, finish: () => end(() => resolve(true)), fail: (error) => end(() => reject(error)) });
    });
  }

  call(method: string): Promise<unknown> {
    this.called.push(method);
    if (method === 'kinds') return Promise.resolve({ kinds: [{ name: 'data' }], metrics: [{ name: 'recall' }], functions: ['mean'] });
    if (method === 'names') {
      const columns = [{ name: 'value', type: 'number' }];
      return Promise.resolve([
        { cell: 'loans', kind: 'data', rows: 3, columns: [{ name: 'deny', type: 'string' }] },
        { cell: 'threshold', kind: 'input', rows: 1, columns },
      ]);
    }
    return Promise.resolve(null);
  }

  stop(): Promise<void> {
    this.stops++;
    return Promise.resolve();
  }

  setBackend(choice: string): Promise<void> {
    this.called.push(`backend ${choice}`);
    return Promise.resolve();
  }

  /** The newest evaluation. */
  get last(): Asked {
    const last = this.asked.at(-1);
    if (last === undefined) throw new Error('nothing was asked');
    return last;
  }
}

/** Lets everything that waits for a promise go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

import type { ExpressionAnswer, ExpressionRequest } from '../../engine/protocol.ts';

const pause = 200;

/** Checks an expression as it is typed: after a pause, the latest one only. */
export class ExpressionCheck {
  answer = $state.raw<ExpressionAnswer | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private latest = 0;
  private asked = '';

  constructor(private readonly ask: (request: ExpressionRequest) => Promise<ExpressionAnswer>) {}

  /** Asks after a pause; null where there is nothing to check against. The first is asked at once. */
  check(request: ExpressionRequest | null): void {
    const key = JSON.stringify(request);
    if (key === this.asked) return;
    const wait = this.asked === '' ? 0 : pause;
    this.asked = key;
    clearTimeout(this.timer);
    const turn = ++this.latest;
    if (request === null) {
      this.answer = null;
      return;
    }
    this.timer = setTimeout(() => void this.send(request, turn), wait);
  }

  close(): void {
    clearTimeout(this.timer);
    this.latest++;
  }

  private async send(request: ExpressionRequest, turn: number): Promise<void> {
    const answer = await this.ask(request).catch(() => null);
    if (turn === this.latest) this.answer = answer;
  }
}

/** A signal that aborts with another, or when nothing was heard for so long; or, where `whole`, when so long has passed. */
export class Patience {
  /** Whether it was the silence that ended it. */
  ended = false;
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly follow = (): void => this.controller.abort(this.outer.reason);

  constructor(
    private readonly outer: AbortSignal,
    readonly milliseconds: number,
    readonly whole = false,
  ) {
    if (outer.aborted) this.follow();
    outer.addEventListener('abort', this.follow, { once: true });
    this.begin();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Something came: the time begins anew, unless it is for the whole. */
  heard(): void {
    if (!this.whole) this.begin();
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.ended = true;
      this.controller.abort(new DOMException('no answer', 'TimeoutError'));
    }, this.milliseconds);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener('abort', this.follow);
  }
}

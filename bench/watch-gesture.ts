/** What a gesture is told by, and what it changes. */
export interface Watched {
  readonly event: 'input' | 'pointermove';
  /** What is written anew, beside the charts. */
  readonly text: string;
}

/** When things happened after a move, in milliseconds of the page's clock. */
export interface Move {
  /** The event of the hand, and when the worker was asked to evaluate. */
  readonly input: number;
  readonly asked: number;
  /** The first and the last message of the evaluate worker. */
  readonly answered: number;
  readonly ended: number;
  /** The text changed. */
  readonly table: number;
  /** The last of the expected charts was drawn. */
  readonly charts: number;
  /** The frame after all of that was painted. */
  readonly frame: number;
}

declare global {
  interface Window {
    gesture?: {
      readonly moves: Move[];
      /** Waits for the next event of the hand, and then for the text and these charts. */
      expect(charts: readonly string[]): void;
      settled(): boolean;
    };
  }
}

/** Runs in the page before its own scripts: stamps events of a hand, messages of workers, changes of a text, and drawing. */
export function watchGesture(watched: Watched): void {
  const moves: Move[] = [];
  let expected: readonly string[] = [];
  let open = false;
  let input = 0;
  let asked = 0;
  let answered = 0;
  let ended = 0;
  let table = 0;
  let drawn = new Map<string, number>();

  function settle(): void {
    if (!open || input === 0 || table === 0 || !expected.every((chart) => drawn.has(chart))) return;
    open = false;
    const charts = Math.max(...drawn.values());
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const frame = performance.now();
        setTimeout(() => moves.push({ input, asked, answered, ended, table, charts, frame }), 100);
      };
      port2.postMessage(null);
    });
  }

  /** Nothing lies between this place and the one before: the charts were drawn and the text had nothing to change. */
  function changedNothing(): boolean {
    return open && table === 0 && expected.every((chart) => drawn.has(chart)) && performance.now() - input > 1000;
  }

  window.gesture = {
    moves,
    expect(charts) {
      expected = charts;
      input = asked = answered = ended = table = 0;
      drawn = new Map();
      open = true;
      const before = moves.length;
      window.gesture!.settled = () => moves.length > before || changedNothing();
    },
    settled: () => true,
  };

  document.addEventListener(
    watched.event,
    (event) => {
      if (open && input === 0) input = event.timeStamp;
    },
    true,
  );

  const heard = new WeakSet<Worker>();
  const post = Reflect.get(Worker.prototype, 'postMessage') as (this: Worker, ...given: unknown[]) => void;
  Worker.prototype.postMessage = function (this: Worker, ...given: unknown[]): void {
    if (!heard.has(this)) {
      heard.add(this);
      this.addEventListener('message', () => {
        if (input === 0) return;
        if (answered === 0) answered = performance.now();
        ended = performance.now();
      });
    }
    if (input !== 0 && asked === 0 && (given[0] as { method?: unknown } | null)?.method === 'evaluate') asked = performance.now();
    post.apply(this, given);
  };

  const draws = CanvasRenderingContext2D.prototype;
  for (const name of ['clearRect', 'fillRect'] as const) {
    const own = draws[name];
    draws[name] = function (this: CanvasRenderingContext2D, ...given: Parameters<typeof own>): void {
      own.apply(this, given);
      const chart = this.canvas.closest('section[data-cell]')?.getAttribute('data-cell');
      if (input === 0 || !open || typeof chart !== 'string' || !expected.includes(chart)) return;
      drawn.set(chart, performance.now());
      queueMicrotask(settle);
    };
  }

  new MutationObserver((changes) => {
    if (!open || input === 0) return;
    const ofTable = changes.some(({ target }) => {
      const element = target instanceof Element ? target : target.parentElement;
      return element?.closest(watched.text) !== null;
    });
    if (ofTable && table === 0) table = performance.now();
    settle();
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}

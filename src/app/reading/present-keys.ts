/** What a key does to a presentation. */
export type Turn = 'next' | 'back' | 'on' | 'up' | 'first' | 'last' | 'full' | 'leave';

const turns: ReadonlyMap<string, Turn> = new Map([
  ['ArrowRight', 'next'],
  ['ArrowLeft', 'back'],
  ['PageDown', 'on'],
  ['PageUp', 'up'],
  [' ', 'on'],
  ['Home', 'first'],
  ['End', 'last'],
  ['f', 'full'],
  ['F', 'full'],
  ['Escape', 'leave'],
]);

/** The keys that a clicker sends; they turn the slide even when a control has the focus. */
const clicker: ReadonlySet<string> = new Set(['PageDown', 'PageUp', 'Escape']);

/** The turn that a key asks for; null where the key belongs to the control that has the focus. */
export function turnOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  focus: 'slide' | 'button' | 'control' | 'text',
): Turn | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const turn = turns.get(event.key) ?? null;
  if (turn === null || focus === 'slide') return event.key === ' ' && event.shiftKey ? 'up' : turn;
  if (focus === 'button') return event.key === ' ' ? null : turn;
  if (focus === 'text') return event.key === 'Escape' ? turn : null;
  return clicker.has(event.key) ? turn : null;
}

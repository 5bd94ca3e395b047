/** What of a keyboard event says which keys are held. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * The keys of an event in the words of the table of actions: `Mod-Shift-R`, `Shift-J`, `Alt-ArrowUp`, `?`. Mod is Command on a
 * Mac and Control elsewhere. A letter of another script counts as the Latin one on its key; signs need no Shift in their name.
 */
export function pressOf(event: Pressed, mac: boolean): string {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  const typing = !mac && event.ctrlKey && event.altKey;
  const key = keyOf(event, !typing);
  const sign = key.length === 1 && !/[A-Z0-9]/.test(key);
  const held = [mod ? 'Mod' : '', other ? 'Other' : '', event.altKey ? 'Alt' : '', event.shiftKey && !sign ? 'Shift' : ''];
  return [...held.filter((name) => name !== ''), key].join('-');
}

/** `latin` lets a letter of another script count as the Latin one; Control with Alt is how some keyboards type signs. */
function keyOf({ key, code }: Pressed, latin: boolean): string {
  if (key.length !== 1) return key;
  if (/[a-z0-9]/i.test(key)) return key.toUpperCase();
  const printed = /^Key([A-Z])$/.exec(code)?.[1];
  return latin && printed !== undefined && /\p{L}/u.test(key) ? printed : key;
}

/** Whether keys are one sign without Control, Command or Alt, so that they are in the way of those who speak to their computer. */
export function isLetter(keys: string): boolean {
  return keys.split(' ').every((press) => /^(?:Shift-)?.$/.test(press));
}

const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩', Escape: 'esc' };
const otherNames: Readonly<Record<string, string>> = { Mod: 'Ctrl', Escape: 'Esc' };
const arrows: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };

/** Keys as they stand on the keyboard, each by itself: `Ctrl`, `Shift`, `R`. */
export function keyCaps(keys: string, mac: boolean): readonly string[] {
  const names = mac ? macNames : otherNames;
  return keys
    .split(' ')
    .flatMap((press) => press.split(/-(?=.)/))
    .map((name) => arrows[name] ?? names[name] ?? name);
}

/** Keys as they are said: `Control Shift R`. */
export function spokenKeys(keys: string, mac: boolean): string {
  const names: Readonly<Record<string, string>> = mac
    ? { Mod: 'Command', Alt: 'Option', '.': 'full stop', '?': 'question mark' }
    : { Mod: 'Control', '.': 'full stop', '?': 'question mark' };
  const said = (name: string): string => names[name] ?? name.replace('Arrow', 'arrow ');
  return keys
    .split(' ')
    .map((press) =>
      press
        .split(/-(?=.)/)
        .map(said)
        .join(' '),
    )
    .join(', ');
}

import { actions } from './table.ts';
import type { Action, Binding, Reach, Scene } from './action.ts';
import { isLetter, pressOf } from './press.ts';

/** Two presses belong together for so many milliseconds. */
const together = 600;

const typing =
  'input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"]), textarea, select, [contenteditable="true"], .cm-editor';
const own = 'dialog, [role="dialog"], [role="menu"], [role="listbox"]';
const control = 'button, a[href], summary, input, [role="grid"], [role="slider"], [role="tab"], [role="radio"], [role="separator"]';

/** What keys may do where the focus is. */
function reachesOf(target: EventTarget | null): readonly Reach[] {
  if (!(target instanceof Element)) return ['anywhere', 'page', 'block', 'cell'];
  if (target.closest(own) !== null) return [];
  const inBlock = target.closest('[data-block]') !== null;
  if (target.closest(typing) !== null) return inBlock ? ['anywhere', 'block'] : ['anywhere'];
  if (target.closest(control) !== null) return inBlock ? ['anywhere', 'page', 'block'] : ['anywhere', 'page'];
  return ['anywhere', 'page', 'block', 'cell'];
}

/**
 * Finds the action of a key, of the whole table. Single signs count only where a cell has the focus, or nothing has, never
 * in fields, editors and controls, and not at all where `letters` says so.
 */
export function keyHandler(scene: Scene, settings: { readonly letters: boolean; readonly mac: boolean }): (event: KeyboardEvent) => void {
  let before: { readonly press: string; readonly at: number } | null = null;
  return (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const press = pressOf(event, settings.mac);
    const recent = before !== null && performance.now() - before.at < together ? before.press : null;
    const presenting = scene.workbench.mode === 'present';
    const reaches = reachesOf(event.target).filter((reach) => !presenting || reach === 'anywhere');
    const hit = recent === null || event.repeat ? null : bound(`${recent} ${press}`, reaches, scene, settings.letters);
    const found = hit ?? bound(press, reaches, scene, settings.letters);
    if (event.repeat && found !== null && !goesOn(found)) return event.preventDefault();
    before = hit === null && event.key !== 'Shift' ? { press, at: performance.now() } : null;
    if (found === null) return;
    event.preventDefault();
    event.stopPropagation();
    found.run(scene);
  };
}

/** Whether a key that is held down does it again and again. */
function goesOn({ id, group }: Action): boolean {
  return group === 'go' || id.startsWith('cell.move-') || id === 'notebook.undo' || id === 'notebook.redo';
}

function bound(press: string, reaches: readonly Reach[], scene: Scene, letters: boolean): Action | null {
  if (!letters && isLetter(press)) return null;
  const counts = (binding: Binding): boolean => binding.given !== true && binding.press === press && reaches.includes(binding.reach);
  return actions.find((action) => action.keys.some(counts) && action.when?.(scene) !== false) ?? null;
}

import { vi } from 'vitest';
import type { PageActs, Scene } from '../../../src/app/actions/action.ts';
import { keyHandler } from '../../../src/app/actions/key-handler.ts';
import type { Workbench } from '../../../src/app/workbench.svelte.ts';
import type { FakeEngine } from '../fake-engine.ts';
import { open } from '../open-workbench.ts';

/** Stands for an element: the selectors that it, or what it lies in, answers to. */
class FakeElement {
  constructor(private readonly within: readonly string[] = []) {}
  closest(selectors: string): FakeElement | null {
    return selectors.split(',').some((selector) => this.within.includes(selector.trim())) ? this : null;
  }
}
vi.stubGlobal('Element', FakeElement);

/** A workbench in edit mode, what was asked of its page, and a keyboard. */
export interface Desk {
  readonly bench: Workbench;
  readonly engine: FakeEngine;
  readonly acts: string[];
  readonly scene: Scene;
  clipboard: string | null;
  /** Presses keys as `Ctrl-Shift-z`; tells whether they were taken. */
  press(keys: string, within?: readonly string[], more?: Partial<KeyboardEvent>): boolean;
  cells(): readonly string[];
}

export function openDesk(text: string, settings: { letters?: boolean; mac?: boolean } = {}): Desk {
  const { bench, engine } = open(text);
  bench.mode = 'edit';
  const acts: string[] = [];
  const page: PageActs = {
    insert: (after) => void acts.push(`insert ${after}`),
    focus: (id) => void acts.push(`focus ${id}`),
    find: (replace) => void acts.push(replace ? 'replace' : 'find'),
    copyLink: () => void acts.push('copy link'),
    say: (sentence) => void acts.push(sentence),
    table: (id) => void acts.push(`table ${id}`),
    download: (id) => void acts.push(`download ${id}`),
    paste: () => Promise.resolve(desk.clipboard),
    copy(copied) {
      if (desk.clipboard === null) return Promise.resolve(false);
      desk.clipboard = copied;
      return Promise.resolve(true);
    },
  };
  const scene = { workbench: bench, page };
  const handle = keyHandler(scene, { letters: settings.letters ?? true, mac: settings.mac ?? false });
  const desk: Desk = {
    bench,
    engine,
    acts,
    scene,
    clipboard: '',
    press(keys, within = [], more = {}) {
      const parts = keys.split(/-(?=.)/);
      let taken = false;
      const event = {
        key: parts.at(-1)!,
        code: '',
        target: new FakeElement(within),
        ctrlKey: parts.includes('Ctrl'),
        metaKey: parts.includes('Meta'),
        shiftKey: parts.includes('Shift'),
        altKey: parts.includes('Alt'),
        defaultPrevented: false,
        isComposing: false,
        repeat: false,
        preventDefault: () => (taken = true),
        stopPropagation: () => undefined,
        ...more,
      };
      handle(event as unknown as KeyboardEvent);
      return taken;
    },
    cells: () => bench.notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.id] : [])),
  };
  return desk;
}

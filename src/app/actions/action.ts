import type { Workbench } from '../workbench.svelte.ts';

/** Where keys count: anywhere on the page; while a cell or its editor has the focus; outside of fields; while a cell has it, or nothing. */
export type Reach = 'anywhere' | 'block' | 'page' | 'cell';

/** A way to press an action. `given` keys are the browser's or the editor's own: they are listed, and not handled by the table. */
export interface Binding {
  readonly press: string;
  readonly reach: Reach;
  readonly given?: true;
}

export type ActionGroup = 'notebook' | 'cell' | 'run' | 'go' | 'view';

/** What the page can be asked for that is not in the workbench. */
export interface PageActs {
  /** Opens the menu behind a block; null is the top. */
  insert(after: string | null): void;
  /** Gives a block the focus, once it is there. */
  focus(id: string): void;
  find(replace: boolean): void;
  copyLink(): void;
  /** Says something in a line at the bottom of the page. */
  say(sentence: string): void;
  /** Shows the table of a chart. */
  table(id: string): void;
  /** Shows what of a cell can be downloaded. */
  download(id: string): void;
  /** What the clipboard holds, or null where the browser does not say. */
  paste(): Promise<string | null>;
  copy(text: string): Promise<boolean>;
}

/** What an action acts on. */
export interface Scene {
  readonly workbench: Workbench;
  readonly page: PageActs;
}

/** Something that a person can do, under one name for shortcuts, palette and help. */
export interface Action {
  readonly id: string;
  readonly group: ActionGroup;
  readonly title: string;
  readonly keys: readonly Binding[];
  /** What it would be about now, for the palette. */
  readonly about?: (scene: Scene) => string | null;
  /** Whether it can be done now. */
  readonly when?: (scene: Scene) => boolean;
  readonly run: (scene: Scene) => void;
}

export const anywhere = (press: string): Binding => ({ press, reach: 'anywhere' });
export const onPage = (press: string): Binding => ({ press, reach: 'page' });
export const onBlock = (press: string): Binding => ({ press, reach: 'block' });
export const onCell = (press: string): Binding => ({ press, reach: 'cell' });
export const given = (press: string, reach: Reach): Binding => ({ press, reach, given: true });

import type { CellNames, KindDescription, MetricDescription } from '../../engine/protocol.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import type { Action, Scene } from '../actions/action.ts';
import { actions } from '../actions/table.ts';
import { kindGlyph } from '../insert/kind-glyph.ts';
import type { Pick, PickGroup } from '../picking/pick.ts';
import { headingsOf, proseTree } from '../prose/prose-tree.ts';

/** What the palette can find, and what is done with it. */
export interface Findable {
  readonly notebook: Notebook;
  readonly frames: readonly CellNames[];
  readonly kinds: readonly KindDescription[];
  readonly metrics: readonly MetricDescription[];
  goToCell(id: string): void;
  goToHeading(id: string): void;
  insert(kind: string): void;
}

/** Actions that can be done now, the palette itself aside. */
export function actionPicks(scene: Scene): PickGroup {
  const now = actions.filter((action) => action.id !== 'notebook.palette' && action.when?.(scene) !== false);
  return {
    title: 'Actions',
    picks: now.map((action) => ({
      id: action.id,
      title: action.title,
      ...aboutOf(action, scene),
      keys: keysOf(action),
      pick: () => action.run(scene),
    })),
  };
}

function aboutOf(action: Action, scene: Scene): { readonly says?: readonly string[] } {
  const about = action.about?.(scene) ?? null;
  return about === null ? {} : { says: [about] };
}

/** The ways to press an action. */
export function keysOf(action: Action): readonly string[] {
  return [...new Set(action.keys.map(({ press }) => press))];
}

/** Cells and headings in the order of the text. */
export function placePicks({ notebook, goToCell, goToHeading }: Findable): PickGroup {
  const picks = notebook.blocks.flatMap((block): Pick[] =>
    block.type === 'cell'
      ? [
          {
            id: `cell ${block.id}`,
            title: block.id,
            mono: true,
            glyph: kindGlyph(block.kind),
            note: block.kind,
            pick: () => goToCell(block.id),
          },
        ]
      : headingsOf(proseTree(block.text, block.id)).map((heading) => ({
          id: `heading ${heading.id}`,
          title: heading.text,
          glyph: 'prose' as const,
          note: 'heading',
          pick: () => goToHeading(heading.id),
        })),
  );
  return { title: 'Cells and headings', picks };
}

/** Kinds of cells to insert. */
export function kindPicks({ kinds, insert }: Findable): PickGroup {
  return {
    title: 'Insert',
    picks: kinds.map(({ name, doc }) => ({
      id: `kind ${name}`,
      title: name,
      says: [doc],
      mono: true,
      glyph: kindGlyph(name),
      note: 'insert',
      pick: () => insert(name),
    })),
  };
}

/** Columns, each leading to the first cell that calls it, else to the one that has it first. */
export function columnPicks({ notebook, frames, goToCell }: Findable): PickGroup {
  const first = new Map<string, string>();
  for (const frame of frames) for (const { name } of frame.columns) if (!first.has(name)) first.set(name, frame.cell.split('.')[0]!);
  return {
    title: 'Columns',
    picks: [...first].map(([name, maker]) => {
      const cell = userOf(notebook, name) ?? maker;
      return { id: `column ${name}`, title: name, mono: true, glyph: 'table', note: `in ${cell}`, pick: () => goToCell(cell) };
    }),
  };
}

/** Metrics that some cell computes, each leading there. */
export function metricPicks({ notebook, metrics, goToCell }: Findable): PickGroup {
  return {
    title: 'Metrics',
    picks: metrics.flatMap(({ name, title }) => {
      const cell = userOf(notebook, name);
      return cell === null
        ? []
        : [
            {
              id: `metric ${name}`,
              title: name,
              says: [title],
              mono: true,
              glyph: 'metrics' as const,
              note: `in ${cell}`,
              pick: () => goToCell(cell),
            },
          ];
    }),
  };
}

/** The first cell in which a word stands by itself. */
function userOf(notebook: Notebook, word: string): string | null {
  const user = notebook.blocks.find((block) => block.type === 'cell' && standsIn(block.body, word));
  return user?.id ?? null;
}

function standsIn(body: string, word: string): boolean {
  for (let at = body.indexOf(word); at !== -1; at = body.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}_]/u.test(body[at - 1] ?? ' ') && !/[\p{L}\p{N}_]/u.test(body[at + word.length] ?? ' ')) return true;
  }
  return false;
}

import { onCell, type Action, type Scene } from './action.ts';

const reading = ({ workbench }: Scene): boolean => workbench.mode !== 'present';

/** The block so many steps from the selected one, as far as there are blocks. */
function neighbour({ workbench }: Scene, step: number): string | undefined {
  const { order } = workbench.selection;
  const at = workbench.selected === null ? (step > 0 ? -1 : 1) : order.indexOf(workbench.selected);
  return order[Math.max(0, Math.min(order.length - 1, at + step))];
}

function go(scene: Scene, id: string | undefined): void {
  if (id === undefined) return;
  scene.workbench.selection.only(id);
  scene.page.focus(id);
}

function extend(scene: Scene, step: number): void {
  const id = neighbour(scene, step);
  if (id === undefined) return;
  scene.workbench.selection.extendTo(id);
  scene.page.focus(id);
}

/** Goes to the next block and selects it alone. */
export function goNext(scene: Scene): void {
  go(scene, neighbour(scene, 1));
}

/** Going from cell to cell. */
export const goActions: readonly Action[] = [
  { id: 'go.next', group: 'go', title: 'Go to the next cell', keys: [onCell('J'), onCell('ArrowDown')], when: reading, run: goNext },
  {
    id: 'go.previous',
    group: 'go',
    title: 'Go to the previous cell',
    keys: [onCell('K'), onCell('ArrowUp')],
    when: reading,
    run: (scene) => go(scene, neighbour(scene, -1)),
  },
  {
    id: 'go.extend-down',
    group: 'go',
    title: 'Select the next cell too',
    keys: [onCell('Shift-J'), onCell('Shift-ArrowDown')],
    when: reading,
    run: (scene) => extend(scene, 1),
  },
  {
    id: 'go.extend-up',
    group: 'go',
    title: 'Select the previous cell too',
    keys: [onCell('Shift-K'), onCell('Shift-ArrowUp')],
    when: reading,
    run: (scene) => extend(scene, -1),
  },
  {
    id: 'go.all',
    group: 'go',
    title: 'Select all cells',
    keys: [onCell('Mod-A')],
    when: (scene) => reading(scene) && scene.workbench.selected !== null,
    run: ({ workbench }) => workbench.selection.set(workbench.selection.order, workbench.selected ?? undefined),
  },
  {
    id: 'go.first',
    group: 'go',
    title: 'Go to the first cell',
    keys: [onCell('Home')],
    when: (scene) => reading(scene) && scene.workbench.selected !== null,
    run: (scene) => go(scene, scene.workbench.selection.order[0]),
  },
  {
    id: 'go.last',
    group: 'go',
    title: 'Go to the last cell',
    keys: [onCell('End')],
    when: (scene) => reading(scene) && scene.workbench.selected !== null,
    run: (scene) => go(scene, scene.workbench.selection.order.at(-1)),
  },
  {
    id: 'go.problem',
    group: 'go',
    title: 'Go to the next problem',
    keys: [],
    when: (scene) => reading(scene) && scene.workbench.troubled.length > 0,
    run: (scene) => {
      const { order } = scene.workbench.selection;
      const troubled = new Set(scene.workbench.troubled.map(({ cell }) => cell));
      const at = order.indexOf(scene.workbench.selected ?? '');
      go(scene, order.slice(at + 1).find((id) => troubled.has(id)) ?? order.find((id) => troubled.has(id)));
    },
  },
];

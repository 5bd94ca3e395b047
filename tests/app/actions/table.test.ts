import { expect, it } from 'vitest';
import { actionGroups, actions } from '../../../src/app/actions/table.ts';
import { actionPicks } from '../../../src/app/palette/palette-groups.ts';
import { openDesk } from './scene.ts';

it('binds no keys twice where both would count', () => {
  const seen = new Map<string, string>();
  for (const action of actions) {
    for (const { press } of action.keys) {
      expect(seen.get(press) ?? action.id, press).toBe(action.id);
      seen.set(press, action.id);
    }
  }
});

it('begins no pair of keys with keys that do something alone', () => {
  const presses = actions.flatMap(({ keys }) => keys.map(({ press }) => press));
  for (const press of presses.filter((one) => one.includes(' '))) expect(presses).not.toContain(press.split(' ')[0]);
});

it('names each action once, in a group that the help shows', () => {
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
  expect(new Set(actions.map(({ title }) => title)).size).toBe(actions.length);
  const groups = actionGroups.map(({ group }) => group);
  expect(actions.filter(({ group }) => !groups.includes(group))).toEqual([]);
  expect(actions.filter(({ id, group }) => !id.startsWith(`${group}.`)).map(({ id }) => id)).toEqual([]);
});

it('gives the palette every action that can be done now', () => {
  const desk = openDesk('```yaml data loans\nsource: a.csv\n```\n');
  desk.bench.selection.only('loans');
  const offered = actionPicks(desk.scene).picks.map(({ id }) => id);
  const possible = actions.filter((action) => action.when?.(desk.scene) !== false).map(({ id }) => id);
  expect(offered).toEqual(possible.filter((id) => id !== 'notebook.palette'));
  expect(offered).toEqual(expect.arrayContaining(['cell.delete', 'run.cell', 'view.read']));
  expect(offered).not.toContain('cell.table');
});

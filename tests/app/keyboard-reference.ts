import { keyCaps } from '../../src/app/actions/press.ts';
import { actionGroups, actions } from '../../src/app/actions/table.ts';

const top = `# Keys

A notebook has two levels. A **cell has the focus**: letters and arrows are about cells. An **editor has the focus**: you type, and only keys with Ctrl, Alt or Shift are about the cell. \`Enter\` leads in, \`Esc\` leads out. On a Mac, Command stands for Ctrl and Option for Alt.

Whatever has no keys is in the palette, \`Ctrl\` \`K\`, which also finds cells, headings, kinds, columns and metrics. \`?\` lists all this on the page. There single letters can be switched off, for those who speak to their computer; the browser remembers it.

By mouse: Shift-click selects up to a cell, Ctrl-click one more; the dots in the margin drag what is selected.

What is copied is Markdown, so it can be pasted into another notebook, an editor or a forge, and back. Pasted cells get names that are free, and references among them follow.
`;

/** The page on keys, from the table of actions. */
export function keyboardReference(): string {
  const sections = actionGroups.map(({ group, title }) => {
    const rows = actions
      .filter((action) => action.group === group)
      .map((action) => `| ${action.title} | ${waysOf(action.keys.map(({ press }) => press))} |`);
    return `## ${title}\n\n| action | keys |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  return [top, ...sections].join('\n');
}

function waysOf(presses: readonly string[]): string {
  const ways = [...new Set(presses)].map((press) =>
    keyCaps(press, false)
      .map((cap) => `\`${cap}\``)
      .join(' '),
  );
  return ways.length === 0 ? 'in the palette' : ways.join(' or ');
}

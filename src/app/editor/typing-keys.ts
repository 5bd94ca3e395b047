import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentLess, indentMore, insertNewlineAndIndent } from '@codemirror/commands';
import { foldKeymap, indentService, indentUnit } from '@codemirror/language';
import { EditorSelection, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, type Command } from '@codemirror/view';

/** A new line stands under the one before, two further in behind a colon. */
const keepIndent = indentService.of((context, at) => {
  const { text } = context.lineAt(at, -1);
  const indent = /^ */.exec(text)![0].length;
  return /:\s*$/.test(text) ? indent + 2 : indent;
});

/** Behind an item of a list the next one begins; Enter in an empty one ends the list. */
const nextItem: Command = (view) => {
  const { state } = view;
  const { main, ranges } = state.selection;
  const line = state.doc.lineAt(main.head);
  const item = /^(\s*- )(.*)$/.exec(line.text);
  if (item === null || ranges.length > 1 || !main.empty || main.head !== line.to) return false;
  const lead = item[1]!;
  if (item[2]!.trim() === '') view.dispatch({ changes: { from: line.from, to: line.to, insert: '' }, userEvent: 'delete' });
  else if (/^[^[{]*:\s/.test(`${item[2]!} `)) return false;
  else
    view.dispatch({
      changes: { from: main.head, insert: `\n${lead}` },
      selection: { anchor: main.head + 1 + lead.length },
      userEvent: 'input',
      scrollIntoView: true,
    });
  return true;
};

/** A new line, without the spaces that were left behind a colon. */
const newLine: Command = (view) => {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  const left = /:( +)$/.exec(line.text)?.[1] ?? '';
  if (main.empty && left !== '' && main.head === line.to) view.dispatch({ changes: { from: line.to - left.length, to: line.to } });
  return insertNewlineAndIndent(view);
};

/** The word at the cursor, then each further place where the selected text stands. */
const selectNext: Command = ({ state, dispatch }) => {
  const { ranges, main } = state.selection;
  if (ranges.some(({ empty }) => empty)) {
    dispatch(
      state.update({
        selection: EditorSelection.create(
          ranges.map((range) => state.wordAt(range.head) ?? range),
          state.selection.mainIndex,
        ),
      }),
    );
    return true;
  }
  const wanted = state.sliceDoc(main.from, main.to);
  const text = state.doc.toString();
  const last = Math.max(...ranges.map(({ to }) => to));
  const isFree = (at: number): boolean => at !== -1 && !ranges.some(({ from }) => from === at);
  const at = [text.indexOf(wanted, last), text.indexOf(wanted)].find(isFree);
  if (at === undefined) return true;
  dispatch(state.update({ selection: state.selection.addRange(EditorSelection.range(at, at + wanted.length)), scrollIntoView: true }));
  return true;
};

/** A third backtick or tilde at the start of a line closes its fence too, so that it takes nothing of what follows. */
const closedFence = EditorView.inputHandler.of((view, from, to, text) => {
  const line = view.state.doc.lineAt(from);
  const before = line.text.slice(0, from - line.from);
  if (from !== to || !/^ {0,3}(?:``|~~)$/.test(before) || text !== before.at(-1) || line.to !== from) return false;
  const above = view.state.sliceDoc(0, line.from).match(/^ {0,3}(?:`{3,}|~{3,})/gm)?.length ?? 0;
  if (above % 2 === 1) return false;
  view.dispatch({ changes: { from, insert: `${text}\n${text.repeat(3)}` }, selection: { anchor: from + 1 }, userEvent: 'input.type' });
  return true;
});

/** Keys and signs that people expect of an editor: brackets close, lines move in and out, comments, several cursors, folds. */
export function typingKeys(language: 'yaml' | 'markdown' | 'javascript'): Extension {
  const brackets = language === 'markdown' ? ['(', '[', '{'] : ['(', '[', '{', "'", '"'];
  return [
    closeBrackets(),
    EditorState.languageData.of(() => [{ closeBrackets: { brackets } }]),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    EditorState.allowMultipleSelections.of(true),
    language === 'yaml' ? keepIndent : language === 'markdown' ? closedFence : [],
    keymap.of([
      ...closeBracketsKeymap,
      ...(language === 'yaml' ? [nextItem, newLine].map((run) => ({ key: 'Enter', run })) : []),
      { key: 'Mod-d', run: selectNext, preventDefault: true },
      { key: 'Tab', run: indentMore, shift: indentLess },
      ...foldKeymap,
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter' && key !== 'Alt-Enter'),
    ]),
  ];
}

import {
  acceptCompletion,
  autocompletion,
  completionKeymap,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, indentService, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { complete, explain } from './complete.ts';
import type { Knowledge } from './knowledge.ts';

/** One source being edited. */
export interface Editor {
  focus(): void;
  /** Shows another text, as after undo; what the person types is not overwritten by its own echo. */
  replace(text: string): void;
  /** Selects a part of the source and takes the focus. */
  show(from: number, to: number): void;
  /** Underlines from an offset of the source to another, or to the end of the word; null clears. */
  mark(problem: { readonly at: number; readonly to: number | null; readonly message: string } | null): void;
  close(): void;
}

export interface EditorOptions {
  readonly label: string;
  readonly language: 'yaml' | 'markdown';
  /** The line of the fence above the body, with its line break. */
  readonly head: string;
  readonly knowledge: () => Promise<Knowledge>;
  readonly onchange: (text: string) => void;
  /** Where the cursor stands while the editor has the focus; null when it has not. */
  readonly oncursor?: (at: number | null) => void;
  readonly onrun: () => void;
  /** The editor has no history of its own: what is typed is steps of the notebook, undone in their order with all others. */
  readonly onundo: () => void;
  readonly onredo: () => void;
  readonly onclose: () => void;
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-key)' },
  { tag: [tags.string, tags.content], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.punctuation, tags.separator, tags.bracket], color: 'var(--code-comment)' },
]);

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--ground)', color: 'var(--ink)', fontSize: 'var(--text-ui)' },
  '.cm-content': {
    fontFamily: 'var(--mono)',
    fontVariantLigatures: 'none',
    lineHeight: 'var(--leading-code)',
    padding: '8px 0',
    caretColor: 'var(--accent)',
  },
  '.cm-gutters': {
    backgroundColor: 'var(--ground)',
    color: 'var(--ink-3)',
    border: 'none',
    fontFamily: 'var(--mono)',
    lineHeight: 'var(--leading-code)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--accent-soft) !important' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: 'none',
    borderRadius: 'var(--radius-2)',
    boxShadow: 'var(--shadow-2)',
    fontFamily: 'var(--sans)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '240px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--ink-3)', fontStyle: 'normal', fontFamily: 'var(--sans)', fontSize: 'var(--text-small)' },
  '.cm-tooltip-hover': { padding: '6px 10px', maxWidth: '360px' },
});

/** A new line stands under the one before, two further in behind a colon. */
const keepIndent = indentService.of((context, at) => {
  const { text } = context.lineAt(at, -1);
  const indent = /^ */.exec(text)![0].length;
  return /:\s*$/.test(text) ? indent + 2 : indent;
});

const echo = Annotation.define<boolean>();

/** Opens CodeMirror on a source: YAML with completion and hover help of the kind's keys, or Markdown as plain text. Esc leaves, Ctrl-Enter runs. */
export function openEditor(place: HTMLElement, text: string, options: EditorOptions): Editor {
  let known: Knowledge | null = null;
  const learn = async (): Promise<Knowledge> => (known = await options.knowledge());
  void learn();
  const view = new EditorView({
    parent: place,
    state: EditorState.create({ doc: text, extensions: extensions(options, learn, () => known) }),
  });
  return {
    focus() {
      view.focus();
      view.dispatch({ selection: { anchor: options.language === 'yaml' ? 0 : view.state.doc.length } });
    },
    replace(next) {
      const now = view.state.doc.toString();
      if (now === next) return;
      const changes = difference(now, next);
      // Under a cursor only undo and redo change the text: the cursor goes where they did.
      const there = view.hasFocus ? { selection: { anchor: changes.from + changes.insert.length }, scrollIntoView: true } : {};
      view.dispatch({ changes, annotations: echo.of(true), ...there });
    },
    show(from, to) {
      const { length } = view.state.doc;
      view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) }, scrollIntoView: true });
      view.focus();
    },
    mark(problem) {
      const length = view.state.doc.length;
      if (problem === null || problem.at < 0 || problem.at > length) return view.dispatch(setDiagnostics(view.state, []));
      const wordEnd = problem.at + (/^[\w.$]+/.exec(view.state.sliceDoc(problem.at))?.[0].length ?? 1);
      const to = Math.min(length, Math.max(problem.at, problem.to ?? wordEnd));
      view.dispatch(setDiagnostics(view.state, [{ from: problem.at, to, severity: 'error', message: problem.message }]));
    },
    close: () => view.destroy(),
  };
}

/** The smallest change from one text to another, so that the cursor stays where it is. */
function difference(now: string, next: string): { from: number; to: number; insert: string } {
  const most = Math.min(now.length, next.length);
  let from = 0;
  while (from < most && now[from] === next[from]) from++;
  let tail = 0;
  while (tail < most - from && now.at(-1 - tail) === next.at(-1 - tail)) tail++;
  return { from, to: now.length - tail, insert: next.slice(from, next.length - tail) };
}

function extensions(options: EditorOptions, learn: () => Promise<Knowledge>, known: () => Knowledge | null): readonly Extension[] {
  const leave = (): boolean => {
    options.onclose();
    return true;
  };
  const run = (): boolean => {
    options.onrun();
    return true;
  };
  const undo = (): boolean => {
    options.onundo();
    return true;
  };
  const redo = (): boolean => {
    options.onredo();
    return true;
  };
  return [
    lineNumbers(),
    indentUnit.of('  '),
    keepIndent,
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': options.label }),
    options.language === 'yaml'
      ? [
          yaml(),
          syntaxHighlighting(colours),
          autocompletion({ override: [(context) => suggestions(context, options.head, learn)] }),
          help(options.head, known),
        ]
      : [],
    Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
    keymap.of([
      { key: 'Tab', run: acceptCompletion },
      ...completionKeymap,
      { key: 'Escape', run: leave },
      { key: 'Mod-z', run: undo, preventDefault: true },
      { key: 'Mod-Shift-z', run: redo, preventDefault: true },
      { key: 'Mod-y', run: redo, preventDefault: true },
      ...defaultKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(echo) === true))
        options.onchange(update.state.doc.toString());
      if (update.selectionSet || update.focusChanged || update.docChanged)
        options.oncursor?.(update.view.hasFocus ? update.state.selection.main.head : null);
    }),
    look,
  ];
}

async function suggestions(context: CompletionContext, head: string, learn: () => Promise<Knowledge>): Promise<CompletionResult | null> {
  const found = complete(head + context.state.doc.toString(), head.length + context.pos, await learn());
  const from = (found?.from ?? 0) - head.length;
  if (found === null || (from === context.pos && !context.explicit)) return null;
  return {
    from,
    validFor: /^[\w.]*$/,
    options: found.options.map(({ label, detail, info, insert }) => ({
      label,
      detail,
      ...(info === undefined ? {} : { info }),
      ...(insert === undefined ? {} : { apply: insert }),
    })),
  };
}

function help(head: string, known: () => Knowledge | null): Extension {
  return hoverTooltip((view, offset) => {
    const knowledge = known();
    const text = knowledge === null ? null : explain(head + view.state.doc.toString(), head.length + offset, knowledge);
    if (text === null) return null;
    return {
      pos: offset,
      create() {
        const dom = document.createElement('div');
        dom.textContent = text;
        return { dom };
      },
    };
  });
}

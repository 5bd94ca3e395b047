import { simplifySelection } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bidiIsolates, bracketMatching, codeFolding, foldGutter, syntaxHighlighting } from '@codemirror/language';
import { Annotation, Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { completionList } from './completion-list.ts';
import { codeColours, editorLook, proseLook } from './editor-look.ts';
import { hasProblem, showProblem, troubleExtension, type Problem } from './editor-trouble.ts';
import { foundMarks, showFound, type FoundRange } from './found-marks.ts';
import { hangingLines } from './hanging-lines.ts';
import type { Surroundings } from './knowledge.ts';
import { quoting, quotingsOf, stepName } from './quoting.ts';
import { referenceColours } from './reference-colours.ts';
import { typingKeys } from './typing-keys.ts';

/** One source being edited. */
export interface Editor {
  focus(): void;
  /** Shows another text, as after undo; what the person types is not overwritten by its own echo. */
  replace(text: string): void;
  /** Selects a part of the source and takes the focus. */
  show(from: number, to: number): void;
  /** Underlines a problem and says it below its line; null clears. */
  mark(problem: Problem | null): void;
  /** Marks what was found; `now` is where the person looks. */
  found(ranges: readonly FoundRange[], now: number): void;
  close(): void;
}

export interface EditorOptions {
  readonly label: string;
  readonly language: 'yaml' | 'markdown' | 'javascript';
  readonly known: () => Promise<Surroundings>;
  /** The text after a change, and the name of the step where it is not typing. */
  readonly onchange: (text: string, step: string | null) => void;
  /** Where the cursor stands while the editor has the focus; null when it has not. */
  readonly oncursor?: (at: number | null) => void;
  readonly onrun: () => void;
  readonly onclose: () => void;
  /** The editor has no history of its own: what is typed is steps of the notebook, undone in their order with all others. */
  readonly onundo: () => void;
  readonly onredo: () => void;
  /** F8 where no problem is left here. */
  readonly onnext: () => void;
  /** Something to tell in a sentence: what the editor wrote by itself. */
  readonly onnote: (sentence: string) => void;
}

/** Milliseconds after the last key for which a problem is underlined only, so that nothing moves under the cursor. */
const calm = 900;
const echo = Annotation.define<boolean>();
/** Where a language stands that is loaded when it is wanted. */
const late = new Compartment();

/** Opens CodeMirror on a source: the body of a cell, or prose. Esc leaves, Ctrl-Enter runs. */
export function openEditor(place: HTMLElement, text: string, options: EditorOptions): Editor {
  let known: Surroundings | null = null;
  let typed = -Infinity;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const learn = async (): Promise<Surroundings> => (known = await options.known());
  void learn();
  const noteTyping = EditorView.updateListener.of((update) => {
    if (update.docChanged && !isEcho(update.transactions)) typed = performance.now();
  });
  const view = new EditorView({
    parent: place,
    state: EditorState.create({ doc: text, extensions: [noteTyping, ...extensions(options, learn, () => known)] }),
  });
  if (options.language === 'javascript')
    void import('./javascript.ts').then(({ javascript }) => view.dispatch({ effects: late.reconfigure(javascript.extension) }));
  return {
    focus() {
      view.focus();
      view.dispatch({ selection: { anchor: options.language === 'markdown' ? view.state.doc.length : 0 } });
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
      clearTimeout(waiting);
      const whole = problem === null ? null : withQuotes(problem, view.state.doc.toString(), known);
      const left = typed + calm - performance.now();
      showProblem(view, whole, left <= 0);
      if (whole !== null && left > 0) waiting = setTimeout(() => hasProblem(view.state) && showProblem(view, whole, true), left);
    },
    found: (ranges, now) => showFound(view, ranges, now),
    close() {
      clearTimeout(waiting);
      view.destroy();
    },
  };
}

/** Where YAML stumbles over an expression, quotes are the repair. */
function withQuotes(problem: Problem, body: string, known: Surroundings | null): Problem {
  if (problem.repair !== undefined || known === null || known.cell === null) return problem;
  const needed = quotingsOf(body, known);
  const found = needed.find(({ from, to }) => problem.from >= from && problem.from <= to) ?? needed[0];
  if (found === undefined) return problem;
  return { ...problem, repair: { from: found.from, to: found.to, insert: found.insert, label: 'Quote the expression' } };
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

function isEcho(transactions: readonly { annotation(type: typeof echo): boolean | undefined }[]): boolean {
  return transactions.some((transaction) => transaction.annotation(echo) === true);
}

function extensions(options: EditorOptions, learn: () => Promise<Surroundings>, known: () => Surroundings | null): readonly Extension[] {
  const always = (act: () => void) => (): boolean => {
    act();
    return true;
  };
  return [
    Prec.highest(keymap.of([{ key: 'Mod-Enter', run: always(options.onrun) }])),
    // Code is not completed: what keys and names of YAML would offer has no place there.
    options.language === 'javascript' ? [] : completionList(learn),
    troubleExtension(options.onnext),
    options.language === 'markdown' ? proseLook : bodyExtensions(options, known),
    typingKeys(options.language),
    keymap.of([
      { key: 'Escape', run: simplifySelection },
      { key: 'Escape', run: always(options.onclose) },
      { key: 'Mod-z', run: always(options.onundo), preventDefault: true },
      { key: 'Mod-Shift-z', run: always(options.onredo), preventDefault: true },
      { key: 'Mod-y', run: always(options.onredo), preventDefault: true },
    ]),
    options.language === 'javascript' ? [] : referenceColours(options.language),
    foundMarks,
    drawSelection(),
    dropCursor(),
    rectangularSelection(),
    crosshairCursor(),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    bidiIsolates(),
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      'aria-description': 'Escape leaves the editor',
      spellcheck: String(options.language === 'markdown'),
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !isEcho(update.transactions)) {
        const step = update.transactions.map((transaction) => transaction.annotation(stepName)).find((name) => name !== undefined);
        options.onchange(update.state.doc.toString(), step ?? null);
      }
      if (update.selectionSet || update.focusChanged || update.docChanged)
        options.oncursor?.(update.view.hasFocus ? update.state.selection.main.head : null);
    }),
    editorLook,
  ];
}

function bodyExtensions(options: EditorOptions, known: () => Surroundings | null): Extension {
  return [
    options.language === 'yaml' ? [quoting(known, options.onnote), yaml()] : late.of([]),
    lineNumbers(),
    hangingLines,
    codeFolding(),
    foldGutter({ openText: '⌄', closedText: '›' }),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    yaml(),
    syntaxHighlighting(codeColours),
  ];
}

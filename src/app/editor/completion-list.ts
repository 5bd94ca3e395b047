import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  startCompletion,
  type Completion as Option,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { Prec, type Extension } from '@codemirror/state';
import { hoverTooltip, keymap, type EditorView } from '@codemirror/view';
import { complete } from './complete.ts';
import { docPanel } from './doc-panel.ts';
import { explain } from './explain.ts';
import type { Surroundings } from './knowledge.ts';
import type { Suggestion } from './suggestion.ts';

/** The list of what fits at the cursor with the documentation beside it, and hover help. */
export function completionList(known: () => Promise<Surroundings>): Extension {
  // A list that opened by itself where nothing is typed yet must not take the Enter that a person means for a new line.
  let unasked = false;
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const found = await complete(context.state.doc.toString(), context.pos, await known());
    if (found === null) return null;
    const isEmpty = found.from === context.pos;
    if (isEmpty && !context.explicit && !leadsOn(context)) return null;
    unasked = isEmpty && !context.explicit;
    return { from: found.from, validFor: found.while, options: found.options.map(asOption) };
  };
  const asked =
    (command: (view: EditorView) => boolean) =>
    (view: EditorView): boolean => {
      const done = command(view);
      if (done) unasked = false;
      return done;
    };
  const acceptOnEnter = (view: EditorView): boolean => {
    if (completionStatus(view.state) === 'active' && unasked) {
      closeCompletion(view);
      return false;
    }
    return acceptCompletion(view);
  };
  return [
    autocompletion({
      override: [source],
      icons: false,
      defaultKeymap: false,
      maxRenderedOptions: 200,
      activateOnTypingDelay: 60,
      interactionDelay: 0,
    }),
    Prec.highest(
      keymap.of([
        { key: 'Tab', run: acceptCompletion },
        { key: 'Enter', run: acceptOnEnter },
        { key: 'ArrowDown', run: asked(moveCompletionSelection(true)) },
        { key: 'ArrowUp', run: asked(moveCompletionSelection(false)) },
        ...completionKeymap.filter(({ key }) => key !== 'Enter' && key !== 'ArrowDown' && key !== 'ArrowUp'),
      ]),
    ),
    hoverTooltip(async (view, offset) => {
      const found = await explain(view.state.doc.toString(), offset, await known());
      if (found === null) return null;
      return { pos: found.from, end: found.to, above: true, create: () => ({ dom: docPanel(found.doc) }) };
    }),
  ];
}

/** Signs behind which something of a known set follows. */
function leadsOn({ state, pos }: CompletionContext): boolean {
  const line = state.doc.lineAt(pos);
  return /[.$[{|"'=]$|[:,\-=>{]\s$/.test(line.text.slice(0, pos - line.from));
}

function asOption(suggestion: Suggestion): Option {
  const { label, detail, doc, boost } = suggestion;
  return {
    label,
    detail,
    ...(boost === undefined ? {} : { boost }),
    ...(doc === undefined ? {} : { info: () => docPanel(doc) }),
    apply: (view, _, from, to) => take(view, suggestion, from, to),
  };
}

/** Writes a suggestion in place of the word, without a colon or a quote that stands there already. */
function take(view: EditorView, { label, insert = label, back = 0, closes, goesOn }: Suggestion, from: number, to: number): void {
  const { text, cursor } = withCursor(insert);
  const after = view.state.sliceDoc(to, to + 80);
  const colon = text.endsWith(': ') ? /^\w*(?=["']?[ \t]*:(?:\s|$))/.exec(after) : null;
  const written = colon === null ? text : text.slice(0, -2);
  const end =
    to + (colon?.[0].length ?? 0) + (closes !== undefined && text.endsWith(closes) && after.startsWith(closes) ? closes.length : 0);
  view.dispatch({
    changes: { from: from - back, to: end, insert: written },
    selection: { anchor: from - back + Math.min(cursor, written.length) },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
  if (goesOn === true && colon === null) startCompletion(view);
}

function withCursor(insert: string): { text: string; cursor: number } {
  const cursor = insert.indexOf('¦');
  return cursor === -1 ? { text: insert, cursor: insert.length } : { text: insert.replace('¦', ''), cursor };
}

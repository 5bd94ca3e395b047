import { Annotation, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { isExpressionAt } from './body-spot.ts';
import type { Surroundings } from './knowledge.ts';
import { quotesNeeded, type Quoting } from './quote-expressions.ts';

/** The name of the step that a change is, where it is not typing. */
export const stepName = Annotation.define<string>();

/** The quotes that expressions of a body need, by what its kind calls expressions. */
export function quotingsOf(body: string, known: Surroundings): readonly Quoting[] {
  const kind = known.kinds.find(({ name }) => name === known.cell?.kind);
  if (kind === undefined) return [];
  return quotesNeeded(body, (path) => isExpressionAt({ kind }, path));
}

/** Quotes expressions by itself when Enter is pressed in their line, or the editor is left: one step, and `onquote` says why. */
export function quoting(known: () => Surroundings | null, onquote: (sentence: string) => void): Extension {
  const quote = (view: EditorView, inside: (quoting: Quoting) => boolean): void => {
    const now = known();
    if (now === null) return;
    const needed = quotingsOf(view.state.doc.toString(), now).filter(inside);
    if (needed.length === 0) return;
    view.dispatch({
      changes: needed.map(({ from, to, insert }) => ({ from, to, insert })),
      annotations: stepName.of(needed.length === 1 ? 'Quote the expression' : 'Quote the expressions'),
    });
    onquote(`Quoted the expression, since it ${needed[0]!.why}.`);
  };
  return [
    keymap.of([
      {
        key: 'Enter',
        run(view) {
          const line = view.state.doc.lineAt(view.state.selection.main.head);
          if (view.state.selection.main.head === line.to) quote(view, ({ from, to }) => from >= line.from && to <= line.to);
          return false;
        },
      },
    ]),
    EditorView.domEventHandlers({
      blur(_, view) {
        // Not while the view itself is being updated.
        setTimeout(() => {
          if (view.dom.isConnected && !view.hasFocus) quote(view, () => true);
        });
      },
    }),
  ];
}

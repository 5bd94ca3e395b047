import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

export interface FoundRange {
  readonly from: number;
  readonly to: number;
}

const setFound = StateEffect.define<DecorationSet>();
const found = Decoration.mark({ class: 'cm-found' });
const foundNow = Decoration.mark({ class: 'cm-found-now' });

/** Marks of what the find bar found in an open editor. */
export const foundMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setFound)) return effect.value;
    return marks.map(transaction.changes);
  },
  provide: (own) => EditorView.decorations.from(own),
});

/** Marks ranges of the text, one of them as the one that is looked at; brings that one into view. */
export function showFound(view: EditorView, ranges: readonly FoundRange[], now: number): void {
  const { length } = view.state.doc;
  const marks = ranges
    .filter(({ from, to }) => from < to && to <= length)
    .map(({ from, to }, at) => (at === now ? foundNow : found).range(from, to));
  const looked = ranges[now];
  const scroll = looked === undefined || looked.to > length ? [] : [EditorView.scrollIntoView(looked.from, { y: 'nearest' })];
  view.dispatch({ effects: [setFound.of(Decoration.set(marks, true)), ...scroll] });
}

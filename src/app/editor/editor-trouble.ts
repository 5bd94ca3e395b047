import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, keymap, WidgetType, type DecorationSet } from '@codemirror/view';
import { glyphs } from '../glyphs/paths.ts';
import { asSentence } from '../state-sentence.ts';

/** What is wrong at a place of the text, and what would repair it. Offsets are in the editor. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint?: string;
  readonly repair?: { readonly from: number; readonly to: number; readonly insert: string; readonly label: string };
}

interface Standing {
  readonly problem: Problem | null;
  /** The sentence shows; while a person types it waits, so that nothing moves under the cursor. */
  readonly shown: boolean;
}

const setProblem = StateEffect.define<Standing>();

const field = StateField.define<Standing>({
  create: () => ({ problem: null, shown: false }),
  update(standing, transaction) {
    for (const effect of transaction.effects) if (effect.is(setProblem)) return effect.value;
    const { problem } = standing;
    if (problem === null || !transaction.docChanged) return standing;
    const moved = (at: number, side: 1 | -1): number => transaction.changes.mapPos(at, side);
    const { repair } = problem;
    return {
      ...standing,
      problem: {
        ...problem,
        from: moved(problem.from, 1),
        to: Math.max(moved(problem.from, 1), moved(problem.to, -1)),
        ...(repair === undefined
          ? {}
          : { repair: { ...repair, from: moved(repair.from, 1), to: Math.max(moved(repair.from, 1), moved(repair.to, -1)) } }),
      },
    };
  },
  provide: (own) => EditorView.decorations.from(own, (standing) => (view) => decorated(view.state, standing)),
});

/** The sentence cannot be given by a function of the view, since it changes the height. */
const sentences = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (_, { state }) => {
    const { problem, shown } = state.field(field);
    if (problem === null || !shown) return Decoration.none;
    const line = state.doc.lineAt(Math.min(problem.from, state.doc.length));
    return Decoration.set(Decoration.widget({ widget: new Sentence(problem), block: true, side: 1 }).range(line.to));
  },
  provide: (own) => EditorView.decorations.from(own),
});

function decorated(state: EditorState, { problem }: Standing): DecorationSet {
  if (problem === null || problem.to <= problem.from) return Decoration.none;
  return Decoration.set(Decoration.mark({ class: 'cm-problem' }).range(problem.from, Math.min(problem.to, state.doc.length)));
}

class Sentence extends WidgetType {
  constructor(private readonly problem: Problem) {
    super();
  }
  override eq(other: Sentence): boolean {
    const { message, hint, repair } = this.problem;
    return message === other.problem.message && hint === other.problem.hint && repair?.label === other.problem.repair?.label;
  }
  override toDOM(view: EditorView): HTMLElement {
    const { message, hint, repair } = this.problem;
    const line = document.createElement('div');
    line.className = 'cm-trouble';
    const words = document.createElement('span');
    const strong = document.createElement('b');
    strong.textContent = asSentence(message);
    words.append(strong, hint === undefined ? '' : ` ${asSentence(hint)}`);
    line.append(glyph(), words);
    if (repair !== undefined) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button';
      button.textContent = repair.label;
      button.title = 'Alt-Enter';
      button.onclick = () => {
        repairNow(view);
        view.focus();
      };
      line.append(button);
    }
    return line;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

function glyph(): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('width', '16');
  svg.setAttribute('height', '16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', glyphs.failed.fill);
  path.setAttribute('fill', 'currentColor');
  path.setAttribute('fill-rule', 'evenodd');
  svg.append(path);
  return svg;
}

/** Writes the repair of the problem, where there is one. */
function repairNow(view: EditorView): boolean {
  const repair = view.state.field(field).problem?.repair;
  if (repair === undefined) return false;
  const { from, to, insert } = repair;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    effects: setProblem.of({ problem: null, shown: false }),
    userEvent: 'repair',
    scrollIntoView: true,
  });
  return true;
}

/** Underlines a problem and says it below its line; F8 goes to it, and from it `onnext` to that of another cell; Alt-Enter repairs it. */
export function troubleExtension(onnext: () => void): Extension {
  const goTo = (view: EditorView): boolean => {
    const { problem } = view.state.field(field);
    if (problem === null || view.state.selection.main.head === problem.from) onnext();
    else view.dispatch({ selection: { anchor: problem.from }, scrollIntoView: true });
    return true;
  };
  return [
    field,
    sentences,
    keymap.of([
      { key: 'F8', run: goTo },
      { key: 'Alt-Enter', run: repairNow },
    ]),
  ];
}

/** Shows another problem, or none; `shown` says whether its sentence shows at once. */
export function showProblem(view: EditorView, problem: Problem | null, shown: boolean): void {
  const { length } = view.state.doc;
  const fits = problem !== null && problem.from >= 0 && problem.from <= length;
  const now = view.state.field(field);
  if (!fits && now.problem === null) return;
  const held = fits ? { ...problem, to: Math.min(length, Math.max(problem.from, problem.to)) } : null;
  const stays = held !== null && now.shown && now.problem?.message === held.message;
  view.dispatch({ effects: setProblem.of({ problem: held, shown: shown || stays }) });
}

/** Whether the editor shows a problem of its own. */
export function hasProblem(state: EditorState): boolean {
  return state.field(field).problem !== null;
}

import type { Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';

const deepest = 40;
const decorations = Array.from({ length: deepest + 1 }, (_, indent) => Decoration.line({ class: `cm-hang-${indent}` }));

function hanging(view: EditorView): DecorationSet {
  const lines = view.visibleRanges.flatMap(({ from, to }) => {
    const found = [];
    for (let line = view.state.doc.lineAt(from); ; line = view.state.doc.line(line.number + 1)) {
      found.push(decorations[Math.min(deepest, /^ */.exec(line.text)![0].length)]!.range(line.from));
      if (line.to >= to) return found;
    }
  });
  return Decoration.set(lines, true);
}

/** Long lines go on two signs further in than they begin. */
export const hangingLines: Extension = [
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = hanging(view);
      }
      update(update: ViewUpdate): void {
        if (update.docChanged || update.viewportChanged) this.decorations = hanging(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
  EditorView.theme(
    Object.fromEntries(
      decorations.map((_, indent) => [
        `.cm-line.cm-hang-${indent}`,
        { paddingLeft: `calc(${indent + 2}ch + 6px)`, textIndent: `-${indent + 2}ch` },
      ]),
    ),
  ),
];

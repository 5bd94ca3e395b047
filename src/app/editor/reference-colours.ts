import type { Extension } from '@codemirror/state';
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';

const reference = Decoration.mark({ class: 'cm-reference' });
const number = Decoration.mark({ class: 'cm-number' });

/** Colours `$name` of inputs and plain numbers in a body, or `{{ live values }}` in prose. */
export function referenceColours(language: 'yaml' | 'markdown'): Extension {
  const matcher = new MatchDecorator({
    regexp:
      language === 'yaml'
        ? /\$\.?[a-z_]\w*|(?<=(?:[:,-]\s|[[{])\s{0,8})(?:-?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?=\s*(?:[,\]}#]|$))/gm
        : /\{\{[^{}\n]{0,200}\}\}/g,
    decoration: ([text]) => (language === 'markdown' || text.startsWith('$') ? reference : number),
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate): void {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

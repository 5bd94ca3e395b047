import type { CellBlock, Notebook } from './notebook.ts';
import type { Patch } from './patch.ts';

/** Where the words behind a cell's name stand in the text: `data=loans seed=2`. */
function rangeOfWords(notebook: Notebook, cell: CellBlock): { readonly from: number; readonly to: number } {
  const start = cell.range.start.offset;
  const head = /^.*/.exec(notebook.text.slice(start, cell.bodyRange.start.offset))![0];
  const before = /^[ \t]*[`~]+[ \t]*[^ \t]+[ \t]+[^ \t]+(?:[ \t]+(?![^ \t]*=)[^ \t]+)?/.exec(head)![0];
  return { from: start + before.length, to: start + head.trimEnd().length };
}

/** The words of a cell's info string behind its name. */
export function infoWords(notebook: Notebook, cell: CellBlock): string {
  const { from, to } = rangeOfWords(notebook, cell);
  return notebook.text.slice(from, Math.max(from, to)).trim();
}

/** Puts other words behind a cell's name. */
export function setInfoWords(notebook: Notebook, cell: CellBlock, words: string): Patch {
  const { from, to } = rangeOfWords(notebook, cell);
  const plain = words.replace(/[`\r\n]/g, ' ').trim();
  return { from, to: Math.max(from, to), insert: plain === '' ? '' : ` ${plain}` };
}

/** Calls a cell by another name in the fence of a cell of code: in `data=` and `inputs=`, and where the code says its name. */
export function renameInCode(fence: string, old: string, name: string): string {
  const end = /^.*/.exec(fence)![0].length;
  const head = fence.slice(0, end);
  const reads = (key: string): boolean =>
    (new RegExp(`[ \\t]${key}=([^ \\t]*)`).exec(head)?.[1] ?? '').split(',').some((word) => wordOf(word) === old);
  const [isTable, isInput] = [reads('data'), reads('inputs')];
  let body = fence.slice(end);
  if (isTable) body = body.replace(new RegExp(`(?<![\\w$.'"\`])${old}(?![\\w$'"\`]|[ \\t]*:)`, 'g'), () => name);
  if (isInput) body = body.replace(new RegExp(`(\\binputs[ \\t]*\\.[ \\t]*)${old}(?![\\w$])`, 'g'), (_, before: string) => before + name);
  return (
    head.replace(/([ \t](?:data|inputs)=)([^ \t]*)/g, (_, key: string, list: string) => key + list.split(',').map(renamed).join(',')) + body
  );

  function renamed(word: string): string {
    return wordOf(word) === old ? word.replace(old, () => name) : word;
  }
}

function wordOf(word: string): string {
  return word.replace(/^\$/, '').split('.')[0]!;
}

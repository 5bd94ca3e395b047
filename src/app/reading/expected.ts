import type { LiveValue } from '../../cells/output.ts';
import { findReferences, type LiveReference } from '../../notebook/interpolation.ts';
import type { CellBlock, Notebook } from '../../notebook/notebook.ts';

/** Live values of a text before anything has run, each with a text about as wide as what will stand there, so that lines break alike. */
export function expectedValues(text: string, notebook: Notebook): readonly LiveValue[] {
  return findReferences(text).map((reference) => ({
    source: reference.source,
    state: 'waiting',
    text: reference.problem === undefined ? shapeOf(reference, notebook) : '',
    working: [],
  }));
}

function shapeOf({ name, path, field, format }: LiveReference, notebook: Notebook): string {
  const cell = notebook.blocks.find((block): block is CellBlock => block.type === 'cell' && block.id === name);
  if (cell?.kind === 'input') return /^value:\s*(.{1,40}?)\s*(?:#.*)?$/m.exec(cell.body)?.[1]?.replace(/^["']|["']$/g, '') ?? '0';
  if (field === 'n' || path.at(-1) === 'rows') return '0,000';
  const plain = field !== null && field !== 'value';
  if (format?.name === 'percent') return plain ? '00.0%' : '00.0% [00.0, 00.0]';
  if (format?.name === 'points') return plain ? '00.0 points' : '00.0 points [0.0, 00.0]';
  const number = format?.name === 'fixed' && (format.digits ?? 2) > 0 ? `0.${'0'.repeat(format.digits ?? 2)}` : '0.00';
  return plain || path.length === 0 ? number : `${number} [${number}, ${number}]`;
}

/** About how high the output of a cell will be, in pixels, so that little moves when it arrives. */
export function expectedHeight({ kind, body }: CellBlock): number {
  const items = (text: string): number => {
    const flow = /^\s*\[(.*)\]\s*$/.exec(text)?.[1];
    return flow === undefined ? [...text.matchAll(/^\s*- /gm)].length : flow.split(',').length;
  };
  switch (kind) {
    case 'input':
      return 36;
    case 'chart': {
      const height = /^\s*height:\s*(\d+)/m.exec(body)?.[1];
      return Math.min(800, height === undefined ? 300 : Number(height) + 72);
    }
    case 'check':
      return Math.max(1, items(body)) * 41 + 1;
    case 'metrics':
      return 190 + 100 * items(/^by:([\s\S]*?)^\S/m.exec(`${body}\n.`)?.[1] ?? '');
    case 'data':
    case 'predict':
    case 'derive':
    case 'slice':
    case 'code':
    case 'table':
    case 'gallery':
      return 380;
    case 'model':
    case 'finding':
      return 170;
    default:
      return 480;
  }
}

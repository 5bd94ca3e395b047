import type { CellResult, StaleReason } from '../../engine/result.ts';
import { formatCell } from '../outputs/format-number.ts';

/** A piece of a sentence; names are set as the file writes them. */
export type Piece = string | { readonly name: string };

/** Why a stale cell is stale, a sentence for each reason; `held` where the person stopped it. */
export function whyStale(result: CellResult, held = false): readonly (readonly Piece[])[] {
  if (held) return [['It was stopped before it ended.']];
  const reasons = (result.why ?? []).map((reason) => sentence(reason, result.error?.needs));
  if (reasons.length > 0) return reasons;
  return [[result.output === undefined ? 'It has not run yet.' : 'It did not end the last time.']];
}

function sentence(reason: StaleReason, waitsFor: string | undefined): readonly Piece[] {
  switch (reason.type) {
    case 'text':
      return ['Its own text changed.'];
    case 'input':
      return [{ name: `$${reason.name}` }, ` changed from ${shown(reason.from)} to ${shown(reason.to)}.`];
    case 'cell':
      return reason.name === waitsFor ? ['It reads ', { name: reason.name }, ', which is stale.'] : [{ name: reason.name }, ' changed.'];
    case 'file':
      return ['The file ', { name: reason.name }, ' changed.'];
    case 'backend':
      return [`The backend changed from ${reason.from} to ${reason.to}.`];
  }
}

/** The value of an input in a sentence; a selection holds many and is only called so. */
function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'object') return 'another selection';
  if (typeof value === 'string') return `“${value.length > 40 ? `${value.slice(0, 40)}…` : value}”`;
  return formatCell(value as number | boolean);
}

/** The sentence as plain text. */
export function plainSentence(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.name)).join('');
}

import { isMap, isScalar, isSeq, type CST, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { BodyPath } from './body-value.ts';

/** A node with what holds it: a pair, a list's entry, or nothing for the root. */
export interface TreePlace {
  readonly node: Node | null;
  readonly parent: YAMLMap | YAMLSeq | null;
  readonly index: number;
  /** Whether it stands within brackets. */
  readonly flow: boolean;
}

export function placeAt(root: Node | null, path: BodyPath): TreePlace {
  let place: TreePlace = { node: root, parent: null, index: 0, flow: false };
  for (const step of path) {
    const { node } = place;
    if (isMap(node)) {
      const index = node.items.findIndex(({ key }) => keyOf(key) === String(step));
      place = { node: (node.items[index]?.value ?? null) as Node | null, parent: node, index, flow: place.flow || node.flow === true };
    } else if (isSeq(node)) {
      const index = Number(step);
      place = { node: (node.items[index] ?? null) as Node | null, parent: node, index, flow: place.flow || node.flow === true };
    }
  }
  return place;
}

export function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

/** Whether nothing is written where a value may stand. */
export function isUnwritten(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.range![0] === node.range![1]);
}

export function isBlock(node: Node | null): node is YAMLMap | YAMLSeq {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}

/** Where an entry begins: its key, its dash, or the entry itself in brackets. */
export function startOf(parent: YAMLMap | YAMLSeq, index: number): number {
  if (isMap(parent)) return rangeOf(parent.items[index]!.key as Node)[0];
  if (parent.flow === true) return rangeOf(parent.items[index] as Node)[0];
  return tokensOf(parent)[index]!.start.find(({ type }) => type === 'seq-item-ind')!.offset;
}

/** Behind the colon or the dash of an entry; null for a key without a colon. */
export function behindSign(parent: YAMLMap | YAMLSeq, index: number): number | null {
  const token = tokensOf(parent)[index];
  const signs = isMap(parent) ? token?.sep : token?.start;
  const sign = signs?.find(({ type }) => type === 'map-value-ind' || type === 'seq-item-ind');
  return sign === undefined ? null : sign.offset + 1;
}

/** Where what is written of an entry ends. */
export function endOf(parent: YAMLMap | YAMLSeq, index: number): number {
  const item: unknown = parent.items[index];
  const node = (isMap(parent) ? (item as Pair).value : item) as Node | null;
  if (!isUnwritten(node)) return endOfNode(node!);
  return behindSign(parent, index) ?? rangeOf((item as Pair).key as Node)[1];
}

export function endOfNode(node: Node): number {
  if (isBlock(node) && node.items.length > 0) return endOf(node, node.items.length - 1);
  return rangeOf(node)[1];
}

/** Whether the last that is written of a node is text by lines (`|`, `>`), which ends behind its line. */
export function endsInLines(node: Node | null): boolean {
  if (isBlock(node)) {
    const last: unknown = node.items.at(-1);
    return endsInLines((isMap(node) ? (last as Pair).value : last) as Node | null);
  }
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}

function tokensOf(parent: YAMLMap | YAMLSeq): readonly CST.CollectionItem[] {
  const token = parent.srcToken as { readonly items?: readonly CST.CollectionItem[] } | undefined;
  return token?.items ?? [];
}

function rangeOf(node: Node): readonly [number, number] {
  return [node.range![0], node.range![1]];
}

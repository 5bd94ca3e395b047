import { isMap, isSeq, type Node } from 'yaml';
import type { BodyPath } from './body-value.ts';
import { endOf, keyOf, startOf } from './tree-places.ts';
import { bodyTree, parseBody } from './yaml-body.ts';

/** The path of the innermost entry of a body that holds an offset, its line's end included; [] between entries and in broken YAML. */
export function pathAt(body: string, offset: number): BodyPath {
  if (parseBody(body).problems.length > 0) return [];
  const path: (string | number)[] = [];
  let node = bodyTree(body);
  while (isMap(node) || isSeq(node)) {
    const parent = node;
    const index = parent.items.findIndex(
      (_, at) => startOf(parent, at) <= offset && offset <= endOfLine(body, endOf(parent, at), parent.flow),
    );
    if (index === -1) break;
    path.push(isMap(parent) ? keyOf(parent.items[index]!.key) : index);
    const inner: unknown = isMap(parent) ? parent.items[index]!.value : parent.items[index];
    node = inner as Node | null;
  }
  return path;
}

/** Spaces and a remark behind a block's entry belong to it. */
function endOfLine(body: string, end: number, flow: boolean | undefined): number {
  return flow === true ? end : end + /^[ \t]*(?:#.*)?/.exec(body.slice(end))![0].length;
}

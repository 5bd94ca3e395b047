/** A mark of a chart, or a group of them, as Vega is about to draw it. */
interface Scene {
  readonly items?: readonly (Scene & Record<string, unknown>)[];
}

/** What of a mark is written into SVG as a style, where `url(…)` would be asked from the network. */
const styles = ['fill', 'stroke', 'cursor', 'blend'] as const;
const plain = /^[\w\s#%.,/()+-]*$/;

/**
 * Takes colours and cursors that hold an address from the marks of a scene. The allow-list refuses addresses in a spec,
 * but a colour may also be a value of the data, or be put together by an expression.
 */
export function refuseAddresses(scene: Scene): void {
  for (const item of scene.items ?? []) {
    for (const style of styles) {
      const value = item[style];
      if (typeof value === 'string' && (!plain.test(value) || /url/i.test(value))) item[style] = null;
    }
    refuseAddresses(item);
  }
}

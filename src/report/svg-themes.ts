/** Colours of a page by the pair that they are of: in the light theme, and in the dark. */
export class Palette {
  private readonly names = new Map<string, string>();

  /** The custom property that holds the pair. */
  name(light: string, dark: string): string {
    const pair = `light-dark(${light}, ${dark})`;
    const known = this.names.get(pair) ?? `--d${this.names.size}`;
    this.names.set(pair, known);
    return known;
  }

  /** Declarations of all pairs, for a rule of the root. */
  css(): string {
    return [...this.names].map(([pair, name]) => `${name}: ${pair};`).join(' ');
  }
}

const paint = /\s(fill|stroke|stop-color)="([^"]*)"/g;
const colour = /^(?:#[0-9a-f]{3,8}|rgba?\([\d., %]+\)|[a-z]+)$/i;

/** One drawing from the same chart drawn in two themes: its colours are looked up in the palette. Two where more than colours differ. */
export function twoThemes(light: string, dark: string, name: string, palette: Palette): string {
  const [ours, theirs] = [plainSvg(light), plainSvg(dark)];
  if (ours.replaceAll(paint, '') !== theirs.replaceAll(paint, '') || count(ours) !== count(theirs))
    return `<div class="light">${ownNames(ours, `${name}l`)}</div><div class="dark">${ownNames(theirs, `${name}d`)}</div>`;
  const others = [...theirs.matchAll(paint)].map((match) => match[2]!);
  let at = 0;
  const merged = ours.replaceAll(/<[^>]*>/g, (tag) => {
    const styles: string[] = [];
    const bare = tag.replaceAll(paint, (whole, property: string, value: string) => {
      const other = others[at++]!;
      if (value === other || !colour.test(value) || !colour.test(other)) return whole;
      styles.push(`${property}:var(${palette.name(value, other)})`);
      return '';
    });
    return styles.length === 0 ? bare : bare.replace(/\s*(\/?)>$/, ` style="${styles.join(';')}"$1>`);
  });
  return ownNames(merged, name);
}

function count(svg: string): number {
  return svg.match(paint)?.length ?? 0;
}

/** Without what is said of each mark (the chart as a whole is described), and with places to a hundredth of a pixel. */
export function plainSvg(svg: string): string {
  const names = new Map<string, string>();
  const numbered = (_: string, open: string, word: string, number: string): string => {
    const name = names.get(number) ?? String(names.size);
    names.set(number, name);
    return `${open}${word}${name}`;
  };
  return (
    svg
      // Vega numbers them through all charts that it ever drew.
      .replaceAll(/(id="|url\(#)(gradient_|clip)(\d+)/g, numbered)
      .replaceAll(/\s(?:aria-[a-z]+|role|tabindex)="[^"]*"/g, '')
      .replaceAll(/(\s(?:d|transform|x|y|x1|x2|y1|y2|cx|cy|width|height)=")([^"]*)"/g, (_, open: string, value: string) => {
        return `${open}${value.replaceAll(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100))}"`;
      })
  );
}

/** Gradients and clips are called the same in every SVG that Vega makes. */
function ownNames(svg: string, prefix: string): string {
  return svg.replaceAll(/(id="|url\(#)((?:gradient_|clip)\d+)/g, `$1${prefix}_$2`);
}

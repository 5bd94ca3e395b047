/** One thing to choose from in a combobox. */
export interface Option {
  readonly value: string;
  /** What is shown, where it is not the value. */
  readonly label?: string;
  /** One or two words beside it: a type, rows. */
  readonly detail?: string;
  /** A sentence or more on it, shown while it is the chosen one. */
  readonly info?: string;
  /** A heading that it stands under. */
  readonly group?: string;
}

const beyond = 6;

/** Heights of one option in pixels: for a pointer, and for a finger. */
export const optionHeights = { fine: 28, coarse: 44 } as const;

/** The options that a text means: those that begin with it first, then those with a word that does, then those that hold it. */
export function filterOptions(options: readonly Option[], text: string): readonly Option[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return options;
  const ranks: Option[][] = [[], [], []];
  for (const option of options) {
    const words = (option.label ?? option.value).toLowerCase();
    const at = words.indexOf(wanted);
    if (at === 0) ranks[0]!.push(option);
    else if (at > 0) ranks[/[a-z0-9]/.test(words[at - 1]!) ? 2 : 1]!.push(option);
    else if (option.value.toLowerCase().includes(wanted)) ranks[2]!.push(option);
  }
  return ranks.flat();
}

/** The options that are in view of a list that is scrolled, with some beyond on either side. */
export function optionWindow(count: number, scrolled: number, height: number, row: number): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.floor(scrolled / row) - beyond);
  return { from, to: Math.min(count, Math.ceil((scrolled + height) / row) + beyond) };
}

/** Where a list scrolls so that an option is in view. */
export function scrollFor(active: number, scrolled: number, height: number, row: number): number {
  const top = active * row;
  if (top < scrolled) return top;
  return top + row > scrolled + height ? top + row - height : scrolled;
}

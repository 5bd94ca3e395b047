/** The name of a measure over all rows, beside that of the selected ones. */
export function allOf(measure: string): string {
  return `${measure}_of_all`;
}

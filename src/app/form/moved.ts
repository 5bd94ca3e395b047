/** A list with one entry a place further up or down. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const entry = list[index];
  return entry === undefined || index + by < 0 || index + by >= list.length
    ? list
    : list.toSpliced(index, 1).toSpliced(index + by, 0, entry);
}

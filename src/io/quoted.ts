/** A count with thousands separated. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A piece of a file as it can stand in a message: quoted, cut to 40 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}

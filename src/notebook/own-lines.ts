/** Prose without the empty lines around it, and those lines. */
export interface OwnLines {
  readonly lead: string;
  readonly own: string;
  readonly tail: string;
}

/** Parts prose from the empty lines that keep it apart from what stands around it. */
export function ownLines(text: string): OwnLines {
  const lead = /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(text)![0];
  const rest = text.slice(lead.length);
  const tail = /\s*$/.exec(rest)![0];
  return { lead, own: rest.slice(0, rest.length - tail.length), tail };
}

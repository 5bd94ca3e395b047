/** Tells whether every element of an XML text is closed in order; the oracle knows no more of XML than that. */
export function isBalanced(xml: string): boolean {
  const open: string[] = [];
  for (const match of xml.matchAll(/<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|<([^?!])/g)) {
    const [, closing, name, , selfClosing, stray] = match;
    if (stray !== undefined) return false;
    if (closing === '/') {
      if (open.pop() !== name) return false;
    } else if (selfClosing !== '/') open.push(name!);
  }
  return open.length === 0;
}

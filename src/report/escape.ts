const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for HTML, inside elements and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}

/** Text for XML 1.0: as for HTML, and without the control characters that XML cannot hold. */
export function escapeXml(text: string): string {
  return escapeHtml(onlyXml(text));
}

/** XML without the characters that XML 1.0 cannot hold. */
export function onlyXml(text: string): string {
  return Array.from(text, (character) => (isXml(character.codePointAt(0)!) ? character : '�')).join('');
}

function isXml(code: number): boolean {
  return (
    code === 9 || code === 10 || code === 13 || (code >= 0x20 && code < 0xd800) || (code >= 0xe000 && code < 0xfffe) || code >= 0x10000
  );
}

/** Text for one cell of a Markdown table: no markup, no HTML, no line of its own. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s*[\n\r]\s*/g, ' ')
    .replaceAll(/[\\`*_{}[\]#|~!@]/g, (character) => `\\${character}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The heading of a chart, where it has one. */
export function chartTitle({ title }: Readonly<Record<string, unknown>>): string | null {
  const text: unknown = typeof title === 'object' && title !== null && 'text' in title ? title.text : title;
  const line = Array.isArray(text) ? text.join(' ') : text;
  return typeof line === 'string' && line.trim() !== '' ? line : null;
}

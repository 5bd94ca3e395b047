import { countText } from '../number-text.ts';

type Json = Readonly<Record<string, unknown>>;

/** One sentence that says what a chart shows: `Bar chart: x is slice, y is mean of value; 12 rows.` */
export function chartSummary(spec: Json, rows: number, title: string | undefined): string {
  const marks = new Set<string>();
  const channels = new Map<string, string>();
  gather(spec, marks, channels);
  const kinds = [...marks];
  const name = kinds.length === 0 ? 'Chart' : `${capital(kinds.join(' and '))} chart`;
  const parts = [...channels].slice(0, 5).map(([channel, field]) => `${channel} is ${field}`);
  const lead = title === undefined ? name : `${title}. ${name}`;
  return `${lead}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}; ${countText(rows, 'row')}.`;
}

function gather(view: unknown, marks: Set<string>, channels: Map<string, string>): void {
  if (Array.isArray(view)) return view.forEach((item) => gather(item, marks, channels));
  if (typeof view !== 'object' || view === null) return;
  for (const [key, value] of Object.entries(view as Json)) {
    if (key === 'mark') marks.add(String(typeof value === 'object' && value !== null ? (value as Json)['type'] : value));
    else if (key === 'encoding' || key === 'facet') gatherChannels(value, channels);
    else if (['layer', 'concat', 'hconcat', 'vconcat', 'spec'].includes(key)) gather(value, marks, channels);
  }
}

function gatherChannels(encoding: unknown, channels: Map<string, string>): void {
  for (const [channel, value] of Object.entries((encoding ?? {}) as Json)) {
    if (typeof value !== 'object' || value === null || channels.has(channel)) continue;
    const text = fieldText(value as Json);
    if (text !== null) channels.set(channel, text);
  }
}

function fieldText(definition: Json): string | null {
  const { field, aggregate, bin } = definition;
  if (aggregate === 'count') return 'rows';
  if (typeof field !== 'string') return null;
  if (typeof aggregate === 'string') return `${aggregate} of ${field}`;
  return bin === undefined || bin === false || bin === null ? field : `${field} in bins`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

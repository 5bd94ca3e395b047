const midnight = 'T00:00:00.000Z';

/** An instant in ISO text as people read it: the day alone at midnight, else with the time in UTC; milliseconds only where there are some. */
export function timeText(iso: string): string {
  if (iso.endsWith(midnight)) return iso.slice(0, -midnight.length);
  return iso.replace('T', ' ').replace(/(\.000)?Z$/, '');
}

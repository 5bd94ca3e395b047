const parts = ['year', 'quarter', 'month', 'date', 'day', 'hours', 'minutes', 'seconds', 'milliseconds'] as const;
type Part = (typeof parts)[number];

/** The parts of a unit such as `utcyearmonth`; null for what only Vega-Lite understands. */
export function timeParts(unit: unknown): readonly Part[] | null {
  if (typeof unit !== 'string') return null;
  let rest = unit.replace(/^utc/, '');
  const named = parts.filter((part) => {
    if (!rest.startsWith(part)) return false;
    rest = rest.slice(part.length);
    return true;
  });
  return rest !== '' || named.length === 0 || (named.includes('day') && named.length > 1) ? null : named;
}

/** A function that brings every instant of one unit to the same instant, on which Vega-Lite's own time unit changes nothing. */
export function timeFloor(unit: unknown): ((time: number) => number) | null {
  const named = timeParts(unit);
  return named === null ? null : (time) => floorTo(time, new Set(named), String(unit).startsWith('utc'));
}

function floorTo(time: number, named: ReadonlySet<Part>, utc: boolean): number {
  const date = new Date(time);
  const has = (part: Part): boolean => named.has(part);
  const month = utc ? date.getUTCMonth() : date.getMonth();
  const fields: [number, number, number, number, number, number, number] = [
    has('year') ? (utc ? date.getUTCFullYear() : date.getFullYear()) : has('day') ? 2006 : 2012,
    has('month') ? month : has('quarter') ? 3 * Math.floor(month / 3) : 0,
    has('date') ? (utc ? date.getUTCDate() : date.getDate()) : has('day') ? 1 + (utc ? date.getUTCDay() : date.getDay()) : 1,
    has('hours') ? (utc ? date.getUTCHours() : date.getHours()) : 0,
    has('minutes') ? (utc ? date.getUTCMinutes() : date.getMinutes()) : 0,
    has('seconds') ? (utc ? date.getUTCSeconds() : date.getSeconds()) : 0,
    has('milliseconds') ? (utc ? date.getUTCMilliseconds() : date.getMilliseconds()) : 0,
  ];
  return utc ? Date.UTC(...fields) : new Date(...fields).getTime();
}

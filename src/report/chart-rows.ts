type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** The rows of one view of a chart, the name that Vega gets for them, and where in the spec they stand. */
export interface PlacedRows {
  readonly path: Path;
  readonly name: string;
  readonly rows: readonly object[];
}

/** The name of the n-th rows of a chart. */
export function rowsName(index: number): string {
  return index === 0 ? 'rows' : `rows_${index}`;
}

/** The rows of a chart's first view with rows, for a table beside the chart. */
export function chartRows(spec: Json): readonly object[] {
  return detachRows(spec).places[0]?.rows ?? [];
}

/** Parts a spec from the rows that it and its views carry. */
export function detachRows(spec: Json): { bare: Json; places: readonly PlacedRows[] } {
  const places: PlacedRows[] = [];
  const bare = detach(spec, [], places);
  return { bare, places };
}

function detach(view: Json, path: Path, places: PlacedRows[]): Json {
  const bare: Record<string, unknown> = {};
  const { data } = view;
  const values = typeof data === 'object' && data !== null && 'values' in data ? data.values : undefined;
  if (Array.isArray(values)) places.push({ path, name: rowsName(places.length), rows: values as object[] });
  for (const [key, item] of Object.entries(view)) {
    if (key === 'data' && Array.isArray(values)) continue;
    if (['layer', 'concat', 'hconcat', 'vconcat'].includes(key) && Array.isArray(item)) {
      bare[key] = item.map((child, at) => detach(child as Json, [...path, key, at], places));
    } else if (key === 'spec' && typeof item === 'object' && item !== null) {
      bare[key] = detach(item as Json, [...path, key], places);
    } else bare[key] = item;
  }
  return bare;
}

/** The spec with the names of its rows where the rows were. */
export function attachRows(bare: Json, places: readonly PlacedRows[]): Json {
  const spec = structuredClone(bare) as Record<string, unknown>;
  for (const { path, name } of places) {
    let view: Record<string | number, unknown> = spec;
    for (const key of path) view = view[key] as Record<string | number, unknown>;
    view['data'] = { name };
  }
  return spec;
}

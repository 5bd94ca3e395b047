import { chartMarks, chartTransforms, otherTransforms } from '../../trust/chart-words.ts';
import type { YamlStep } from './yaml-place.ts';

type Word = string | number | boolean | null;

/** A type of Vega-Lite's schema: keys with what each means, words, items of a list, other types by name, any scalar. */
interface ChartType {
  readonly k?: Readonly<Record<string, readonly [type: ChartType, line: string]>>;
  readonly w?: readonly Word[];
  readonly i?: ChartType;
  readonly r?: readonly string[];
  readonly s?: 1;
}

/** A key that may stand at a place of a spec. */
export interface ChartKey {
  readonly key: string;
  readonly line: string;
  /** What its value can only be. */
  readonly opens: 'list' | 'map' | null;
}

/** What Vega-Lite lets stand where in a spec, but for what charts here may not hold. */
export interface ChartGrammar {
  keysAt(path: readonly YamlStep[]): readonly ChartKey[];
  wordsAt(path: readonly YamlStep[]): readonly string[];
  /** Whether a field of the data stands at a path. */
  isField(path: readonly YamlStep[]): boolean;
}

/** Reads the condensed schema that the build makes of the installed version. */
export function readChartGrammar(json: string): ChartGrammar {
  const { roots, types } = JSON.parse(json) as { readonly roots: readonly string[]; readonly types: Readonly<Record<string, ChartType>> };
  const named = new Map(Object.entries(types));
  const typesAt = (path: readonly YamlStep[]): readonly ChartType[] => {
    let found = expand([{ r: roots }], named);
    for (const step of path)
      found = expand(
        found.flatMap((type) => inside(type, step)),
        named,
      );
    return found;
  };
  return {
    keysAt: (path) => keysOf(typesAt(path), path, named),
    wordsAt: (path) => wordsOf(typesAt(path), path),
    isField: (path) => namesAt(path, roots, named).some((name) => name === 'Field' || name === 'FieldName'),
  };
}

function inside(type: ChartType, step: YamlStep): readonly ChartType[] {
  if (typeof step === 'number') return type.i === undefined ? [] : [type.i];
  return type.k !== undefined && Object.hasOwn(type.k, step) ? [type.k[step]![0]] : [];
}

/** The types themselves and all that they name. */
function expand(types: readonly ChartType[], named: ReadonlyMap<string, ChartType>): readonly ChartType[] {
  const seen = new Set<string>();
  const found: ChartType[] = [];
  const visit = (type: ChartType): void => {
    found.push(type);
    for (const name of type.r ?? []) {
      if (seen.has(name)) continue;
      seen.add(name);
      const next = named.get(name);
      if (next !== undefined) visit(next);
    }
  };
  types.forEach(visit);
  return found;
}

function namesAt(path: readonly YamlStep[], roots: readonly string[], named: ReadonlyMap<string, ChartType>): readonly string[] {
  let found = expand([{ r: roots }], named);
  for (const step of path.slice(0, -1))
    found = expand(
      found.flatMap((type) => inside(type, step)),
      named,
    );
  return expand(
    found.flatMap((type) => inside(type, path.at(-1) ?? '')),
    named,
  ).flatMap(({ r }) => r ?? []);
}

function keysOf(types: readonly ChartType[], path: readonly YamlStep[], named: ReadonlyMap<string, ChartType>): readonly ChartKey[] {
  const keys = new Map<string, ChartKey>();
  const isTransform = path.at(-2) === 'transform';
  for (const type of types) {
    const own = Object.entries(type.k ?? {});
    if (isTransform && !own.some(([key]) => chartTransforms.includes(key))) continue;
    for (const [key, [value, line]] of own) {
      if (keys.has(key) || (isTransform && Object.hasOwn(otherTransforms, key))) continue;
      keys.set(key, { key, line, opens: opensAs(expand([value], named)) });
    }
  }
  return [...keys.values()];
}

function opensAs(types: readonly ChartType[]): ChartKey['opens'] {
  const isWord = types.some(({ w, s }) => s === 1 || w?.some((word) => word !== null) === true);
  const isList = types.some(({ i }) => i !== undefined);
  const isMap = types.some(({ k }) => k !== undefined);
  return isWord || isList === isMap ? null : isList ? 'list' : 'map';
}

function wordsOf(types: readonly ChartType[], path: readonly YamlStep[]): readonly string[] {
  const words = [...new Set(types.flatMap(({ w }) => w ?? []))].map(String);
  const isMark = path.at(-1) === 'mark' || (path.at(-1) === 'type' && path.at(-2) === 'mark');
  return isMark ? words.filter((word) => chartMarks.includes(word)) : words;
}

import type { BodyPath, BodyValue } from '../../src/notebook/body-value.ts';

/** YAML written in many styles, and where its remarks stand. */
export interface WrittenYaml {
  readonly text: string;
  /** Each remark with the path of the entry on whose line it stands, or of what it stands within. */
  readonly remarks: readonly { readonly text: string; readonly path: BodyPath }[];
}

/** Writes a map by hand-made rules that owe nothing to the code that is tested; `choose` gives numbers from 0 up to its argument. */
export function writtenYaml(value: { readonly [key: string]: BodyValue }, choose: (below: number) => number): WrittenYaml {
  const remarks: { text: string; path: BodyPath }[] = [];
  const remark = (path: BodyPath): string => {
    const text = `# remark ${remarks.length} [it's: "said"]`;
    remarks.push({ text, path });
    return text;
  };
  const lineEnd = (path: BodyPath): string => (choose(3) === 0 ? ` ${remark(path)}` : '');
  const own = (path: BodyPath, indent: string): string[] => (choose(5) === 0 ? [indent + remark(path)] : []);
  const scalar = (item: BodyValue, flow: boolean): string => {
    if (typeof item === 'string' && !flow && choose(3) === 0 && /^(?!null$)[a-z][a-z ]*[a-z]$/.test(item)) return item;
    if (typeof item === 'string' && choose(2) === 0 && /^[\x20-\x7e]*$/.test(item)) return `'${item.replaceAll("'", "''")}'`;
    return JSON.stringify(item);
  };
  const flow = (item: BodyValue): string => {
    if (Array.isArray(item))
      return `[${choose(2) === 0 ? '' : ' '}${(item as BodyValue[]).map(flow).join(', ')}${item.length > 0 && choose(4) === 0 ? ',' : ''}]`;
    if (typeof item !== 'object' || item === null) return scalar(item, true);
    const pad = choose(2) === 0 ? '' : ' ';
    const pairs = Object.entries(item).map(([key, inner]) => `${JSON.stringify(key)}: ${flow(inner)}`);
    return `{${pad}${pairs.join(', ')}${pad}}`;
  };
  const brokenFlow = (items: readonly BodyValue[], path: BodyPath, indent: string): string => {
    const lines = items.flatMap((item, at) => {
      const comma = at < items.length - 1 || choose(2) === 0 ? ',' : '';
      return [...own(path, `${indent}    `), `${indent}    ${flow(item)}${comma}${lineEnd([...path, at])}`];
    });
    return ['[', ...lines, `${indent}  ]`].join('\n');
  };
  const block = (item: BodyValue, path: BodyPath, indent: string): string[] => {
    const entries = Array.isArray(item) ? (item as BodyValue[]).map((inner, at) => [at, inner] as const) : Object.entries(item as object);
    return (entries as (readonly [string | number, BodyValue])[]).flatMap(([key, inner]) => {
      const place = [...path, key];
      const sign = typeof key === 'number' ? '-' : `${/^[a-z]+$/.test(key) ? key : JSON.stringify(key)}:`;
      const isNest = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
      const before = own(path, indent);
      if (isNest && choose(2) === 0) {
        const deeper = `${indent}${typeof key === 'string' && Array.isArray(inner) && choose(2) === 0 ? '' : '  '}`;
        const lines = block(inner, place, deeper);
        const first = lines.findIndex((line) => !line.trimStart().startsWith('#'));
        if (typeof key === 'number' && first === 0 && choose(2) === 0)
          return [...before, `${indent}- ${lines[0]!.trimStart()}`, ...lines.slice(1)];
        return [...before, `${indent}${sign}${lineEnd(place)}`, ...lines];
      }
      if (isNest && Array.isArray(inner) && choose(3) === 0)
        return [...before, `${indent}${sign} ${brokenFlow(inner as BodyValue[], place, indent)}${lineEnd(place)}`];
      if (inner === null && choose(2) === 0) return [...before, `${indent}${sign}${lineEnd(place)}`];
      if (typeof inner === 'string' && /^[a-z]+\n[a-z]+\n?$/.test(inner)) {
        const lines = inner.trimEnd().split('\n');
        return [...before, `${indent}${sign} ${inner.endsWith('\n') ? '|' : '|-'}`, ...lines.map((line) => `${indent}  ${line}`)];
      }
      return [...before, `${indent}${sign} ${isNest ? flow(inner) : scalar(inner, false)}${lineEnd(place)}`];
    });
  };
  if (Object.keys(value).length === 0) return { text: '', remarks };
  const text = choose(6) === 0 ? `${flow(value)}\n` : [...block(value, [], ''), ...own([], '')].join('\n') + (choose(5) === 0 ? '' : '\n');
  return { text, remarks };
}

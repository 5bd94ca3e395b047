import { NumberColumn, TimeColumn, VectorColumn, type Column } from '../../frame/column.ts';
import { columnOf } from '../../frame/frame.ts';
import type { ChartSelecting, SelectingAxis } from '../output.ts';
import { binsOf } from './bins.ts';
import { columnNamed } from './fields.ts';
import type { Shown } from './shown.ts';
import { timeParts } from './time-unit.ts';

type Json = Readonly<Record<string, unknown>>;

const many = ['facet', 'repeat', 'concat', 'hconcat', 'vconcat'];
const shades = ['color', 'fill', 'stroke', 'shape', 'detail'];

/** What a place in a chart of one panel stands for: columns along its axes, or behind its colours. Nothing where no column lies behind. */
export function selectingOf(spec: Json, shown: Shown): ChartSelecting | undefined {
  const encodings = encodingsOf(spec, {});
  if (encodings === null || encodings.some((encoding) => ['row', 'column', 'facet'].some((channel) => channel in encoding)))
    return undefined;
  const x = axisOf(encodings, 'x', shown);
  const y = axisOf(encodings, 'y', shown);
  const by = x === undefined && y === undefined ? shadeOf(encodings, shown) : undefined;
  if (x === undefined && y === undefined && by === undefined) return undefined;
  return { ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }), ...(by === undefined ? {} : { by }) };
}

/** The encodings of a unit or of layers; null for a chart of several panels. */
function encodingsOf(view: Json, inherited: Json): readonly Json[] | null {
  if (many.some((key) => key in view)) return null;
  const encoding = { ...inherited, ...(view['encoding'] as Json | undefined) };
  const layers = view['layer'];
  if (!Array.isArray(layers)) return [encoding];
  const parts = (layers as readonly Json[]).map((layer) => encodingsOf(layer, encoding));
  return parts.includes(null) ? null : (parts as (readonly Json[])[]).flat();
}

function axisOf(encodings: readonly Json[], channel: 'x' | 'y', shown: Shown): SelectingAxis | undefined {
  for (const encoding of encodings) {
    const definition = encoding[channel] as Json | undefined;
    const found = columnBehind(definition, shown);
    if (found === null || definition === undefined) continue;
    const axis = along(definition, channel, found.name, found.column, shown);
    if (axis !== undefined) return axis;
  }
  return undefined;
}

/** The column that a channel shows as it is, not an aggregate of it. */
function columnBehind(definition: Json | undefined, shown: Shown): { readonly name: string; readonly column: Column } | null {
  if (typeof definition?.['field'] !== 'string' || definition['aggregate'] !== undefined) return null;
  const names = shown.frame.table.columnNames();
  const name = columnNamed(definition['field'], names);
  const column = names.includes(name) ? columnOf(shown.frame, name) : null;
  return column === null || column instanceof VectorColumn ? null : { name, column };
}

function along(json: Json, channel: string, name: string, column: Column, shown: Shown): SelectingAxis | undefined {
  const isBinned = json['bin'] !== undefined && json['bin'] !== false && json['bin'] !== null;
  const type = json['type'] ?? (isBinned ? 'quantitative' : json['timeUnit'] === undefined ? 'nominal' : 'temporal');
  if (isBinned) {
    const bins = column instanceof NumberColumn ? binsOf(json, channel, () => shown.extent(name, column)) : null;
    return bins === null || type !== 'quantitative' ? undefined : { column: name, kind: 'number', bins };
  }
  if (json['timeUnit'] !== undefined && timeParts(json['timeUnit'])?.[0] !== 'year') return undefined;
  if (type === 'temporal') return column instanceof TimeColumn ? { column: name, kind: 'time' } : undefined;
  if (type === 'quantitative') return column instanceof NumberColumn ? { column: name, kind: 'number' } : undefined;
  return json['timeUnit'] === undefined && !(column instanceof TimeColumn) ? { column: name, kind: 'category' } : undefined;
}

/** The column behind the colours of a pie, and the field of the drawn rows that holds its values. */
function shadeOf(encodings: readonly Json[], shown: Shown): ChartSelecting['by'] {
  for (const encoding of encodings) {
    for (const shade of shades) {
      const definition = encoding[shade] as Json | undefined;
      const found = columnBehind(definition, shown);
      if (found === null || definition?.['type'] === 'quantitative' || definition?.['bin'] !== undefined) continue;
      if (!(found.column instanceof TimeColumn)) return { field: found.name.replaceAll(/[.[\]\\'"]/g, '_'), column: found.name };
    }
  }
  return undefined;
}

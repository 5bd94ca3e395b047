import { VectorColumn } from '../../frame/column.ts';
import { columnOf, type Frame, type ImageRole } from '../../frame/frame.ts';
import { numberText } from '../number-text.ts';
import type { GalleryItem, GalleryOutput, PlainValue } from '../output.ts';
import { plainValue } from '../table-output.ts';

export interface Gallery {
  readonly limit: number;
  readonly image?: string;
  readonly text?: string;
  /** Columns to show beside each item; label, prediction and scores unless given. */
  readonly columns?: readonly string[];
  /** Columns of the caption; one that the frame lacks is an expression, whose value is in `captionColumn`. */
  readonly caption?: readonly string[];
  readonly captionColumn: string;
}

/** The first rows of a frame as images or texts; `total` counts all its rows. */
export function galleryOutput(frame: Frame, gallery: Gallery): GalleryOutput {
  const total = frame.table.totalRows();
  const images = frame.roles.image ?? [];
  const image = gallery.image === undefined ? images[0] : images.find((role) => role.column === gallery.image);
  const text = gallery.text ?? frame.roles.text?.[0];
  const names = gallery.columns ?? rolesShown(frame);
  const items = Array.from({ length: Math.min(total, gallery.limit) }, (_, row): GalleryItem => {
    const pixels = image === undefined ? undefined : imageAt(frame, image, row);
    return {
      row,
      selects: selectsOf(frame, row),
      caption: captionAt(frame, gallery, row),
      fields: names.map((name) => [name, plainValue(columnOf(frame, name), row)] as const),
      ...(pixels === undefined ? {} : { image: pixels }),
      ...(text === undefined ? {} : { text: String(plainValue(columnOf(frame, text), row) ?? '') }),
    };
  });
  return { type: 'gallery', items, total };
}

/** A missing id tells no row from another. */
function selectsOf(frame: Frame, row: number): GalleryItem['selects'] {
  const { id } = frame.roles;
  const value = id === undefined || frame.table.columnIndex(id) < 0 ? null : plainValue(columnOf(frame, id), row);
  return id === undefined || value === null ? { number: (frame.numbers?.[row] ?? row) + 1 } : { column: id, id: value };
}

function rolesShown(frame: Frame): string[] {
  const { label, prediction, score } = frame.roles;
  const names = [label, prediction, ...(score?.size === 1 ? score.values() : [])];
  return names.filter((name): name is string => name !== undefined && frame.table.columnNames().includes(name));
}

function captionAt(frame: Frame, gallery: Gallery, row: number): string {
  const names = gallery.caption ?? [];
  const known = frame.table.columnNames();
  const [only] = names;
  if (names.length === 1 && only !== undefined)
    return textOf(plainValue(columnOf(frame, known.includes(only) ? only : gallery.captionColumn), row));
  return names.map((name) => `${name}: ${textOf(plainValue(columnOf(frame, name), row))}`).join(', ');
}

function textOf(value: PlainValue): string {
  if (value === null) return 'missing';
  return typeof value === 'number' ? numberText(value) : String(value);
}

function imageAt(frame: Frame, role: ImageRole, row: number): GalleryItem['image'] {
  const column = columnOf(frame, role.column);
  const values = column instanceof VectorColumn ? column.at(row) : null;
  if (values === null) return undefined;
  const [height, width, channels] = role.shape;
  return { width, height, channels, pixels: Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round(value)))) };
}

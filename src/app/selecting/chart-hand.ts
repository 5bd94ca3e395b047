import type { ChartSelecting } from '../../cells/output.ts';
import {
  isRowsClause,
  isWhereClause,
  type Clause,
  type ColumnsClause,
  type Constraint,
  type ListedValue,
} from '../../frame/selection/clause.ts';
import type { AxisHand, Snap } from './axis-hand.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A part of the plot, in pixels from its upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What was hit: the row behind a mark, if there was one. */
export type Hit = Readonly<Record<string, unknown>> | null;

/** A drawn chart under a hand: gestures in its plot become a clause, and a clause becomes boxes in it. */
export class ChartHand {
  constructor(
    private readonly selecting: ChartSelecting,
    readonly x: AxisHand | null,
    readonly y: AxisHand | null,
    readonly width: number,
    readonly height: number,
  ) {}

  /** Axes that a drag spans: those along which intervals lie; else those of categories. */
  private get spanned(): readonly ('x' | 'y')[] {
    const axes = (['x', 'y'] as const).filter((channel) => this[channel] !== null);
    const continuous = axes.filter((channel) => this[channel]!.continuous);
    return continuous.length > 0 ? continuous : axes;
  }

  /** What a drag from one place to another selects; null where nothing lies between. */
  drag(from: Place, to: Place, snap: Snap = 'cover'): Clause | null {
    const parts = this.spanned.map(
      (channel) => [this[channel]!.axis.column, this[channel]!.between(from[channel], to[channel], snap)] as const,
    );
    return parts.length === 0 || parts.some(([, constraint]) => constraint === null) ? null : (Object.fromEntries(parts) as ColumnsClause);
  }

  /** What a click selects, given what is selected: the bin or category there; the same again takes it back, `more` adds to a list. */
  click(at: Place, hit: Hit, own: Clause | null, more: boolean): Clause | null {
    const there = this.placed(at, hit);
    if (there === null || (hit === null && own !== null && !more)) return null;
    if (own === null || isRowsClause(own) || isWhereClause(own)) return there;
    if (more) return merged(own, there);
    return JSON.stringify(own) === JSON.stringify(there) ? null : there;
  }

  /** Boxes of what is selected; none where it is nothing that this chart shows. */
  boxes(own: Clause | null): readonly Box[] {
    if (own === null || isRowsClause(own) || isWhereClause(own)) return [];
    const spans = (['x', 'y'] as const).map((channel) => {
      const axis = this[channel];
      const constraint = axis === null || !Object.hasOwn(own, axis.axis.column) ? undefined : own[axis.axis.column];
      const whole = [{ from: 0, to: channel === 'x' ? this.width : this.height }];
      return { shown: constraint !== undefined, extents: constraint === undefined ? whole : axis!.extents(constraint) };
    });
    const [x, y] = spans as [(typeof spans)[number], (typeof spans)[number]];
    if (!x.shown && !y.shown) return [];
    return x.extents.flatMap((across) =>
      y.extents.map((down) => ({ left: across.from, top: down.from, width: across.to - across.from, height: down.to - down.from })),
    );
  }

  /** What a drag does that begins at a place of the brush: moves it, or one of its sides; null where there is no brush to take hold of. */
  grab(own: Clause | null, at: Place): ((to: Place) => Clause | null) | null {
    const [box, ...others] = this.boxes(own);
    const spanned = this.spanned;
    if (box === undefined || others.length > 0 || !spanned.every((channel) => this[channel]!.continuous)) return null;
    const moved = dragOfBox(box, at, { x: spanned.includes('x'), y: spanned.includes('y') });
    return moved === null ? null : (to) => this.drag(...moved(to), 'nearest');
  }

  private placed(at: Place, hit: Hit): ColumnsClause | null {
    const { by } = this.selecting;
    if (by !== undefined) return hit === null || !(by.field in hit) ? null : { [by.column]: [(hit[by.field] ?? null) as ListedValue] };
    const parts = (['x', 'y'] as const).flatMap((channel) => {
      const constraint = this[channel]?.at(at[channel]) ?? null;
      return constraint === null ? [] : [[this[channel]!.axis.column, constraint] as const];
    });
    return parts.length === 0 ? null : Object.fromEntries<Constraint>(parts);
  }
}

/** Both clauses as far as one clause can say it: lists of one column grow or shrink, and anything else gives way to what came last. */
function merged(own: ColumnsClause, there: ColumnsClause): ColumnsClause | null {
  const [column, ...others] = Object.keys(there);
  const [old, now] = column === undefined ? [] : [own[column], there[column]];
  if (column === undefined || others.length > 0 || Object.keys(own).length !== 1 || !isList(old) || !isList(now)) return there;
  const known = new Set(old);
  const kept = old.filter((value) => !now.includes(value));
  const list = [...kept, ...now.filter((value) => !known.has(value))];
  return list.length === 0 ? null : { [column]: list };
}

function isList(constraint: Constraint | undefined): constraint is readonly ListedValue[] {
  return Array.isArray(constraint);
}

const reach = 6;

/** The two corners of a box while a hand that took hold of it at `from` moves; null where it is not at the box. */
function dragOfBox(
  { left, top, width, height }: Box,
  from: Place,
  along: { readonly x: boolean; readonly y: boolean },
): ((to: Place) => readonly [Place, Place]) | null {
  const [right, bottom] = [left + width, top + height];
  if (from.x < left - reach || from.x > right + reach || from.y < top - reach || from.y > bottom + reach) return null;
  const isAt = (edge: number, place: number): boolean => Math.abs(edge - place) <= Math.min(reach, width / 3 + 1);
  const side = {
    left: along.x && isAt(left, from.x),
    right: along.x && isAt(right, from.x),
    top: along.y && isAt(top, from.y),
    bottom: along.y && isAt(bottom, from.y),
  };
  const whole = !Object.values(side).includes(true);
  return (to) => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const moved = (edge: keyof typeof side, by: number): number => (whole || side[edge] ? by : 0);
    return [
      { x: left + moved('left', dx), y: top + moved('top', dy) },
      { x: right + moved('right', dx), y: bottom + moved('bottom', dy) },
    ];
  };
}

import type { SelectingAxis } from '../../cells/output.ts';
import type { Constraint, Interval, ListedValue } from '../../frame/selection/clause.ts';

/** What of a Vega scale is used: pixels along the axis from a value, and back where the scale is continuous. */
export interface AxisScale {
  (value: never): number;
  invert?(pixel: number): number | Date;
  domain(): readonly unknown[];
  bandwidth?(): number;
}

/** Where a constraint stands along an axis, in pixels. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Bins that an interval touches, or the nearest edges, so that a brush that is moved stays as wide as it was. */
export type Snap = 'cover' | 'nearest';

const minute = 60_000;
const steps = [1000, minute, 60 * minute, 24 * 60 * minute];

/** An axis of a drawn chart under a hand: pixels to what a column must hold, and back. */
export class AxisHand {
  constructor(
    readonly axis: SelectingAxis,
    private readonly scale: AxisScale,
    /** Pixels of the whole axis. */
    readonly length: number,
  ) {}

  /** Whether an interval can be dragged along it. */
  get continuous(): boolean {
    return this.axis.kind !== 'category';
  }

  /** What lies between two places: an interval, at the edges of bins where there are any, or the categories whose middle is there. */
  between(one: number, other: number, snap: Snap = 'cover'): Constraint | null {
    const [low, high] = [Math.max(0, Math.min(one, other)), Math.min(this.length, Math.max(one, other))];
    if (this.axis.kind === 'category') {
      const chosen = this.categories().filter(({ middle }) => middle >= low && middle <= high);
      return chosen.length === 0 ? null : chosen.map(({ value }) => value);
    }
    const [from, to] = [this.invert(low), this.invert(high)].sort((a, b) => a - b) as [number, number];
    return this.interval(from, to, snap);
  }

  /** The bin or the category at a place; null where the axis has neither there. */
  at(pixel: number): Constraint | null {
    const { bins } = this.axis;
    if (bins !== undefined) {
      const value = Math.min(bins.stop - bins.step / 2, Math.max(bins.start, this.invert(pixel)));
      const index = Math.floor((value - bins.start) / bins.step);
      return this.bin(bins.start + index * bins.step, bins.start + (index + 1) * bins.step);
    }
    if (this.axis.kind !== 'category') return null;
    const reach = this.scale.bandwidth === undefined || this.scale.bandwidth() === 0 ? this.length : this.scale.bandwidth() / 2 + 3;
    const [nearest] = this.categories().sort((a, b) => Math.abs(a.middle - pixel) - Math.abs(b.middle - pixel));
    return nearest === undefined || Math.abs(nearest.middle - pixel) > reach ? null : [nearest.value];
  }

  /** The places of what a column must hold. */
  extents(constraint: Constraint): readonly Extent[] {
    if (Array.isArray(constraint)) {
      const band = this.scale.bandwidth?.() ?? 0;
      const half = Math.max(band / 2, 6);
      return this.categories()
        .filter(({ value }) => (constraint as readonly ListedValue[]).includes(value))
        .map(({ middle }) => ({ from: middle - half, to: middle + half }));
    }
    if (!this.continuous) return [];
    const { from, to, below } = constraint as Interval;
    const end = below ?? to;
    const ends = this.scale.domain().map(Number);
    const places = [from ?? Math.min(...ends), end ?? Math.max(...ends)].map((value) =>
      Math.max(0, Math.min(this.length, this.scale(this.read(value) as never))),
    );
    return [{ from: Math.min(...places), to: Math.max(...places) }];
  }

  private interval(from: number, to: number, snap: Snap): Interval {
    const { bins } = this.axis;
    if (bins !== undefined) {
      const [down, up] = snap === 'cover' ? [Math.floor, Math.ceil] : [Math.round, Math.round];
      const low = bins.start + down((from - bins.start) / bins.step + 1e-9) * bins.step;
      const high = bins.start + up((to - bins.start) / bins.step - 1e-9) * bins.step;
      return this.bin(Math.max(bins.start, low), Math.min(bins.stop, Math.max(high, low + bins.step)));
    }
    if (this.axis.kind === 'time') return this.times(from, to);
    const digits = this.digits();
    return { from: rounded(from, digits), to: rounded(to, digits) };
  }

  /** A bin is without its upper edge, but the last one. */
  private bin(from: number, to: number): Interval {
    const [low, high] = [tidy(from), tidy(to)];
    return high >= tidy(this.axis.bins!.stop) ? { from: low, to: high } : { from: low, below: high };
  }

  /** Instants to the coarsest unit that a pixel does not jump over. */
  private times(from: number, to: number): Interval {
    const pixel = Math.abs(this.invert(1) - this.invert(0));
    const unit = steps.findLast((step) => step <= pixel * 2) ?? 1;
    const low = Math.floor(from / unit) * unit;
    const high = Math.max(Math.ceil(to / unit) * unit, low + unit);
    return { from: new Date(low).toISOString(), below: new Date(high).toISOString() };
  }

  /** Decimals that one pixel can tell apart; negative for tens and hundreds. */
  private digits(): number {
    const pixel = Math.abs(this.invert(this.length / 2 + 1) - this.invert(this.length / 2));
    return pixel > 0 && Number.isFinite(pixel) ? -Math.floor(Math.log10(pixel)) : 6;
  }

  private categories(): { value: ListedValue; middle: number }[] {
    const band = this.scale.bandwidth?.() ?? 0;
    return this.scale.domain().map((value) => ({ value: (value ?? null) as ListedValue, middle: this.scale(value as never) + band / 2 }));
  }

  private invert(pixel: number): number {
    return Number(this.scale.invert?.(pixel) ?? NaN);
  }

  private read(value: number | string): number {
    return typeof value === 'string' ? Date.parse(value) : value;
  }
}

function rounded(value: number, digits: number): number {
  const unit = 10 ** -digits;
  return tidy(Math.round(value / unit) * unit);
}

/** Without the noise of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

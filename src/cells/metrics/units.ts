import { columnOf, type Frame } from '../../frame/frame.ts';
import type { Units } from '../../stats/unit-spread.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';
import { codesOf, distinctTexts } from './class-codes.ts';
import type { Prepared } from './prepare.ts';
import type { Sampling } from './wanted.ts';

/** Units below which their spread says little. */
export const leastUnits = 10;

/** What is drawn together, and within what: as `interval.cluster` and `interval.stratify` say; null where each row is drawn alone. */
export function unitsOf(frame: Frame, data: Prepared, { cluster, stratify }: Sampling): Units | null {
  if (cluster === undefined && stratify === undefined) return null;
  if (data.task === 'ranking' || data.task === 'multilabel') {
    const key = cluster === undefined ? 'stratify' : 'cluster';
    throw new BodyError(`interval.${key} is for one label a row; this task is ${data.task}`, ['interval', key]);
  }
  const own = cluster === undefined ? null : clusterCodes(frame, cluster);
  const strata = stratify === undefined ? null : strataCodes(frame, data, stratify);
  const of = own?.codes ?? Int32Array.from({ length: data.rows }, (_, row) => row);
  const count = own?.count ?? data.rows;
  if (strata === null) return { of, count, strata: null, strataCount: 1, clustered: own !== null };
  const byUnit = new Int32Array(count).fill(-1);
  for (let row = 0; row < of.length; row++) {
    const unit = of[row]!;
    if (byUnit[unit] !== -1 && byUnit[unit] !== strata.codes[row])
      throw new BodyError(
        `a ${cluster} has rows in several strata of ${stratify}`,
        ['interval', 'stratify'],
        'stratify by what all rows of one share',
      );
    byUnit[unit] = strata.codes[row]!;
  }
  return { of, count, strata: byUnit, strataCount: strata.count, clustered: own !== null };
}

/** How the units are named in a method. */
export function unitWord(units: Units | null): string {
  if (units === null) return '';
  return [...(units.clustered ? ['cluster'] : []), ...(units.strata === null ? [] : ['stratified'])].join(' ');
}

/** A row without a value is a cluster of its own. */
function clusterCodes(frame: Frame, name: string): { codes: Int32Array; count: number } {
  const { codes, count } = codesFor(frame, name, 'cluster');
  let next = count;
  return { codes: codes.map((code) => (code === -1 ? next++ : code)), count: next };
}

/** Rows without a value are a stratum. */
function strataCodes(frame: Frame, data: Prepared, name: string): { codes: Int32Array; count: number } {
  if (name === 'label' && !frame.table.columnNames().includes('label')) {
    if (data.task === 'regression') throw new BodyError('numbers make no strata', ['interval', 'stratify'], 'name a column of groups');
    const count = data.classes.length;
    return { codes: data.actual.map((code) => (code === -1 ? count : code)), count: count + 1 };
  }
  const { codes, count } = codesFor(frame, name === 'label' ? (frame.roles.label ?? name) : name, 'stratify');
  return { codes: codes.map((code) => (code === -1 ? count : code)), count: count + 1 };
}

function codesFor(frame: Frame, name: string, key: string): { codes: Int32Array; count: number } {
  const names = frame.table.columnNames();
  if (!names.includes(name)) {
    const near = nearest(name, names);
    throw new BodyError(`no column ${name}`, ['interval', key], near === undefined ? undefined : `the nearest name is ${near}`, near);
  }
  const column = columnOf(frame, name);
  const values = distinctTexts(column, Infinity);
  return { codes: codesOf(column, new Map(values.map((value, code) => [value, code]))), count: values.length };
}

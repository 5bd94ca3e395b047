import type { ColumnTable } from 'arquero';
import type { Frame, Roles } from '../../frame/frame.ts';
import type { Values } from '../frame-where.ts';
import type { Limits } from '../kind.ts';

export type Path = readonly (string | number)[];

/** What verbs hand to one another: Arquero's table as far as it is, and the roles that still hold. */
export interface Working {
  readonly table: ColumnTable;
  readonly roles: Roles;
}

/** What a verb may read beside the table. */
export interface Surroundings {
  readonly frames: ReadonlyMap<string, Frame>;
  readonly values: Values;
  readonly limits: Limits;
}

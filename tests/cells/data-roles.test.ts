import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { checkRoleNames, checkRoleTypes, namedByRoles, rolesOf, rolesSchema } from '../../src/cells/data-roles.ts';
import { followRoles } from '../../src/cells/derive/roles.ts';
import { BodyError } from '../../src/cells/kind.ts';
import { roleOf } from '../../src/cells/table-output.ts';
import { frameOf } from './step-of.ts';

const body = {
  labels: { cat: 'is_cat', dog: 'is_dog' },
  predictions: { cat: 'said_cat', dog: 'said_dog' },
  lower: 'low',
  upper: 'high',
  query: 'q',
  item: 'shown',
};
const roles = rolesOf(parse(rolesSchema, body));

function refusal(check: () => void): string {
  try {
    check();
  } catch (error) {
    if (error instanceof BodyError) return `${error.message} | ${error.path.join('.')}`;
  }
  throw new Error('no refusal');
}

describe('roles of several labels, bounds and queries', () => {
  it('are read, and name their columns with their places', () => {
    expect(roles.labels).toEqual(new Map(Object.entries(body.labels)));
    expect(namedByRoles(roles).map(({ name, path }) => `${name} ${path.join('.')}`)).toEqual([
      'low roles.lower',
      'high roles.upper',
      'q roles.query',
      'shown roles.item',
      'is_cat roles.labels.cat',
      'is_dog roles.labels.dog',
      'said_cat roles.predictions.cat',
      'said_dog roles.predictions.dog',
    ]);
    const names = ['is_cat', 'is_dog', 'said_cat', 'low', 'high', 'q', 'shown'];
    expect(refusal(() => checkRoleNames(roles, names, undefined))).toContain('roles.predictions.dog');
  });
  it('hold bounds to numbers', () => {
    const frame = frameOf({ low: ['a', 'b'], high: [1, 2] }, { roles: { lower: 'low', upper: 'high' } });
    expect(refusal(() => checkRoleTypes(frame))).toBe('column low is text; a lower bound is a number | roles.lower');
  });
  it('follow their columns under new names, and go with them', () => {
    const followed = followRoles(roles, (name) => (name === 'is_dog' || name === 'high' ? null : `${name}_2`));
    expect(followed).toEqual({
      labels: new Map([['cat', 'is_cat_2']]),
      predictions: new Map([
        ['cat', 'said_cat_2'],
        ['dog', 'said_dog_2'],
      ]),
      lower: 'low_2',
      query: 'q_2',
      item: 'shown_2',
    });
  });
  it('are named at the head of a column', () => {
    expect(['is_cat', 'said_dog', 'low', 'q', 'other'].map((name) => roleOf(roles, name))).toEqual([
      'label',
      'prediction',
      'lower',
      'query',
      undefined,
    ]);
  });
});

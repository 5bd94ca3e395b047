import { expect, it } from 'vitest';
import { ownersOf, shownFindings } from '../../../src/app/findings/shown-findings.ts';
import type { Finding } from '../../../src/report/findings.ts';

const finding = (cell: string, extra: Partial<Finding>): Finding => ({
  cell,
  title: cell,
  text: '',
  severity: 'medium',
  status: 'open',
  owner: '',
  issue: '',
  evidence: [],
  seen: true,
  ...extra,
});
const findings = [
  finding('c', { severity: 'high', owner: 'zoe' }),
  finding('a', { owner: 'ada', seen: false }),
  finding('b', { status: 'fixed', seen: false, owner: 'ada' }),
];
const any = { severity: '', status: '', owner: '' };
const names = (filter: Partial<typeof any>, order: 'worst' | 'notebook' | 'owner' = 'worst'): string =>
  shownFindings(findings, { ...any, ...filter }, order, ['a', 'b', 'c'])
    .map(({ cell }) => cell)
    .join('');

it('filters by severity, status and owner', () => {
  expect([names({}), names({ severity: 'high' }), names({ status: 'open' }), names({ owner: 'ada' })]).toEqual(['cab', 'c', 'ca', 'ab']);
  expect([names({ status: 'gone' }), names({ status: 'dismissed' })]).toEqual(['a', '']);
});
it('sorts as it is asked to', () => expect([names({}, 'notebook'), names({}, 'owner')]).toEqual(['abc', 'abc']));
it('names each owner once', () => expect(ownersOf([...findings, finding('d', {})])).toEqual(['ada', 'zoe']));

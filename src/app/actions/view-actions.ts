import { onPage, type Action } from './action.ts';

/** How the notebook is looked at. */
export const viewActions: readonly Action[] = [
  {
    id: 'view.read',
    group: 'view',
    title: 'Read',
    keys: [],
    when: ({ workbench }) => workbench.mode !== 'read',
    run: ({ workbench }) => (workbench.mode = 'read'),
  },
  {
    id: 'view.edit',
    group: 'view',
    title: 'Edit',
    keys: [],
    when: ({ workbench }) => workbench.mode !== 'edit',
    run: ({ workbench }) => (workbench.mode = 'edit'),
  },
  {
    id: 'view.present',
    group: 'view',
    title: 'Present',
    keys: [],
    when: ({ workbench }) => workbench.mode !== 'present',
    run: ({ workbench }) => (workbench.mode = 'present'),
  },
  {
    id: 'view.problems',
    group: 'view',
    title: 'Show problems',
    keys: [],
    run: ({ workbench }) => (workbench.panel = 'problems'),
  },
  {
    id: 'view.findings',
    group: 'view',
    title: 'Show findings',
    keys: [onPage('Mod-Shift-F')],
    when: ({ workbench }) => workbench.mode !== 'present',
    run: ({ workbench }) => (workbench.aside = workbench.aside === 'findings' ? null : 'findings'),
  },
  {
    id: 'view.profile',
    group: 'view',
    title: 'Show where time and memory went',
    keys: [],
    run: ({ workbench }) => (workbench.panel = 'profile'),
  },
  {
    id: 'view.history',
    group: 'view',
    title: 'Show the history',
    keys: [],
    run: ({ workbench }) => (workbench.panel = 'history'),
  },
];

import { expect, it } from 'vitest';
import { readResults } from '../../src/report/read-results.ts';

it('reads the JSON of a run', () => {
  expect(readResults('r.json', '{"assay": 1, "cells": []}').cells).toEqual([]);
});

it.each([
  ['{', 'r.json is no JSON'],
  ['[1]', 'r.json holds no results of a run; assay run NOTEBOOK.md --json r.json writes them'],
  ['null', 'r.json holds no results of a run'],
  ['{"assay": 2, "cells": []}', 'r.json was written by a newer version of Assay'],
])('refuses %s', (text, message) => {
  expect(() => readResults('r.json', text)).toThrow(message);
});

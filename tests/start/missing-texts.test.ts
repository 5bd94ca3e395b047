import { expect, it } from 'vitest';
import { missingTexts } from '../../src/start/missing-texts.ts';
import { tableOf } from './tables.ts';

it('finds the texts that stand among numbers', async () => {
  expect(missingTexts(await tableOf('a,b\n1,x\nNA,y\n3,NA\n?,z\n'))).toEqual(['?', 'NA']);
});

it('leaves categories alone, whatever they are called', async () => {
  expect(missingTexts(await tableOf('country,n\nNA,1\nDE,2\n'))).toEqual([]);
  expect(missingTexts(await tableOf('size,n\n1,1\n2,2\nlarge,3\n'))).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberTrouble, numberWords, readNumber, readValue } from '../../../src/app/form/read-number.ts';

describe('readNumber', () => {
  it.each([
    ['0.5', 0.5],
    [' 2,000 ', 2000],
    ['1,234,567.25', 1234567.25],
    ['95%', 0.95],
    ['0.1 %', 0.001],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['−3', -3],
  ])('reads %j', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each(['', 'a', '1 2', '1,2', '0x10', 'NaN', 'Infinity', '%', '1%%'])('does not read %j', (text) => {
    expect(readNumber(text)).toBeNull();
  });

  it('reads back what it shows', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), (value) => {
        expect(readNumber(numberWords(value))).toBe(Object.is(value, -0) ? readNumber('-0') : value);
      }),
    );
  });
});

describe('numberTrouble', () => {
  it('says what is wanted', () => {
    const level = { type: 'number', above: 0, below: 1 } as const;
    expect(numberTrouble(0.95, level)).toBeNull();
    expect(numberTrouble(1, level)).toBe('Write a number between 0 and 1.');
    const count = { type: 'number', min: 100, max: 100_000, integer: true } as const;
    expect(numberTrouble(100, count)).toBeNull();
    expect(numberTrouble(150.5, count)).toBe('Write a whole number from 100 to 100,000.');
    expect(numberTrouble(null, { type: 'number', min: 1 })).toBe('Write a number, 1 or more.');
    expect(numberTrouble(-1, { type: 'number', above: 0 })).toBe('Write a number above 0.');
  });
});

describe('readValue', () => {
  it('keeps text text, and reads numbers and truths where there was none', () => {
    expect(readValue('1', 'a')).toBe('1');
    expect(readValue('1', undefined)).toBe(1);
    expect(readValue('1', 2)).toBe(1);
    expect(readValue('true', undefined)).toBe(true);
    expect(readValue('50%', undefined)).toBe('50%');
    expect(readValue('yes', undefined)).toBe('yes');
  });
});

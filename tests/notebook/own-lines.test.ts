import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ownLines } from '../../src/notebook/own-lines.ts';

it('parts prose from the empty lines around it, and keeps what is indented', () => {
  expect(ownLines('\n \r\n    code\n\nend  \n\n')).toEqual({ lead: '\n \r\n', own: '    code\n\nend', tail: '  \n\n' });
  expect(ownLines('Plain')).toEqual({ lead: '', own: 'Plain', tail: '' });
  expect(ownLines('\n\n')).toEqual({ lead: '\n\n', own: '', tail: '' });
});

it('loses nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t', 'a', '#') }), (text) => {
      const { lead, own, tail } = ownLines(text);
      expect(lead + own + tail).toBe(text);
      expect(own.trim()).toBe(text.trim());
    }),
  );
});

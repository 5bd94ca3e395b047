import { isList, isMapping, type BodyValue } from '../../notebook/body-value.ts';
import { textOf } from './text-of.ts';

/** A value in a few words, for a chip: `chist, 6 categories`. */
export function valueWords(value: BodyValue): string {
  if (isList(value)) return value.map(valueWords).join(', ');
  if (!isMapping(value)) return textOf(value);
  const [first, ...rest] = Object.entries(value);
  if (first === undefined) return 'empty';
  return [textOf(first[1]), ...rest.map(([key, inner]) => restWords(key, inner))].filter((part) => part !== '').join(', ');
}

function restWords(key: string, value: BodyValue): string {
  const name = key === 'one_hot' ? 'categories' : key.replaceAll('_', ' ');
  if (isList(value)) return `${value.length} ${name}`;
  return value === true || isMapping(value) ? name : `${name} ${textOf(value)}`;
}

import { isList, isMapping, type BodyValue } from '../../notebook/body-value.ts';
import { textOf } from './text-of.ts';

/** The numbers that a rule of a check is about, as an expression over a frame of numbers; undefined for all. */
export function ruleWhere(rule: BodyValue): string | undefined {
  if (!isMapping(rule)) return undefined;
  const { metric, class: name, slices, where } = rule;
  const parts: string[] = [];
  if (typeof metric === 'string') parts.push(`d.metric == ${JSON.stringify(metric)}`);
  if (name !== undefined && name !== null) parts.push(`d.class == ${JSON.stringify(textOf(name))}`);
  if (slices === 'all') parts.push('d.slice != "all"');
  else if (isList(slices)) parts.push(`(${slices.map((slice) => `d.slice == ${JSON.stringify(textOf(slice))}`).join(' || ')})`);
  else if (typeof where !== 'string') parts.push('d.slice == "all"');
  if (typeof where === 'string' && where.trim() !== '') parts.push(`(${where})`);
  return parts.length === 0 ? undefined : parts.join(' && ');
}

import type { Values } from './frame-where.ts';

/** The expression without its arrow and with the values of inputs written in, so that it holds wherever it is read. */
export function standing(where: string, values: Values): string {
  const body = where.replace(/^\s*(?:d|\(\s*d\s*(?:,\s*\$\s*)?\))\s*=>/, '').trim();
  return body.replaceAll(/\$\s*\.\s*([A-Za-z_]\w*)/g, (_, name: string) => JSON.stringify(values.get(name) ?? null));
}

// Condenses Vega-Lite's JSON schema to what completion of a chart's spec needs: keys, words and one line on each.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

const name = 'virtual:chart-grammar';
const longest = 170;
/** Keys that src/trust/chart-spec.ts refuses or drops, and those that only Vega's own editor would want. */
export const leftOut = new Set(
  'href url data datasets loader graticule sphere sequence embedOptions signal signals selection events on clear customFormatTypes numberFormatType normalizedNumberFormatType timeFormatType $schema usermeta lookup impute density quantile loess regression'.split(
    ' ',
  ),
);

/** A Vite plugin: `virtual:chart-grammar` exports the condensed schema as JSON, `grammar`. */
export function chartGrammar() {
  return {
    name: 'chart-grammar',
    resolveId: (source) => (source === name ? `\0${name}` : null),
    async load(id) {
      if (id !== `\0${name}`) return null;
      return `export const grammar = ${JSON.stringify(JSON.stringify(await condensed()))};`;
    },
  };
}

/** The condensed schema of the installed version: `{roots, types: {name: Type}}`; Type as in src/app/editor/chart-grammar.ts. */
export async function condensed() {
  return condense(JSON.parse(await readFile(join(root, 'node_modules/vega-lite/build/vega-lite-schema.json'), 'utf8')));
}

/** A type is `{k: {key: [type, line]}, w: [word], i: type, r: [name of a type], s: 1}`: keys, words, items, other types, any scalar. */
export function condense({ definitions }) {
  const roots = definitions.TopLevelSpec.anyOf.map(nameOf);
  const types = {};
  const visit = (definition) => {
    if (Object.hasOwn(types, definition)) return;
    types[definition] = {};
    types[definition] = typeOf(definitions[definition], visit);
  };
  roots.forEach(visit);
  // The encoding of a layer, written out once more for every channel.
  if (types.SharedEncoding !== undefined) types.SharedEncoding = { r: ['Encoding'] };
  return { roots, types };
}

function nameOf({ $ref }) {
  return decodeURIComponent($ref.slice('#/definitions/'.length));
}

function typeOf(node, visit) {
  const type = { k: {}, w: [], r: [], i: undefined, s: 0 };
  add(node, type, visit);
  const { k, w, r, i, s } = type;
  return {
    ...(Object.keys(k).length > 0 ? { k } : {}),
    ...(w.length > 0 ? { w: [...new Set(w)] } : {}),
    ...(r.length > 0 ? { r: [...new Set(r)] } : {}),
    ...(i === undefined ? {} : { i }),
    ...(s === 1 ? { s } : {}),
  };
}

function add(node, type, visit) {
  if (node.$ref !== undefined) {
    type.r.push(nameOf(node));
    visit(nameOf(node));
  }
  for (const part of [...(node.anyOf ?? []), ...(node.allOf ?? [])]) add(part, type, visit);
  for (const word of node.enum ?? (node.const === undefined ? [] : [node.const])) if (word !== null) type.w.push(word);
  if (node.type === 'boolean') type.w.push(true, false);
  if ((node.type === 'string' || node.type === 'number') && node.enum === undefined && node.const === undefined) type.s = 1;
  if (node.type === 'null' || node.const === null) type.w.push(null);
  if (node.items !== undefined) type.i = typeOf(Array.isArray(node.items) ? { anyOf: node.items } : node.items, visit);
  for (const [key, value] of Object.entries(node.properties ?? {})) {
    if (leftOut.has(key)) continue;
    const own = typeOf(value, visit);
    const known = type.k[key];
    type.k[key] = known === undefined ? [own, lineOf(value.description)] : [merged(known[0], own), known[1] || lineOf(value.description)];
  }
}

function merged(a, b) {
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  const both = (key) => [...new Set([...(a[key] ?? []), ...(b[key] ?? [])])];
  return {
    ...(a.k || b.k ? { k: { ...b.k, ...a.k } } : {}),
    ...(both('w').length > 0 ? { w: both('w') } : {}),
    ...(both('r').length > 0 ? { r: both('r') } : {}),
    ...(a.i || b.i ? { i: a.i ?? b.i } : {}),
    ...(a.s || b.s ? { s: 1 } : {}),
  };
}

/** The first sentence, without Markdown. */
function lineOf(description = '') {
  const plain = description
    .split(/\n\n|__Default|\n_?_?Note|__Note|__See/)[0]
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]|__/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^\s*Required\.?\s*/, '')
    .trim();
  const first = /^.*?[.!?](?= [A-Z]|$)/.exec(plain)?.[0] ?? plain;
  return first.length <= longest ? first : `${first.slice(0, longest).replace(/\s+\S*$/, '')} …`;
}

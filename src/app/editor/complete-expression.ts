import { columnOfRow } from '../insert/yaml-words.ts';
import { columnsFor, dataOf, type Spot } from './body-spot.ts';
import { columnDoc, functionDoc, inputDoc, type ColumnName } from './documentation.ts';
import { word, type Completion, type Suggestion } from './suggestion.ts';
import type { Quote } from './yaml-words.ts';

/** What fits in an expression: `d.` columns, `$.` inputs, `op.` functions, and within a comparison the values of its column. */
export async function completeExpression(spot: Spot): Promise<Completion | null> {
  const before = spot.body.slice(spot.place.from, spot.offset);
  const compared = comparisonIn(before);
  if (compared !== null) return valuesCompared(spot, compared);
  if (isInText(before)) return null;
  const member = /(?:^|[^\w$.])(d|\$|op)\.(\w*)$/.exec(before);
  if (member === null) return starters(spot, before);
  const from = spot.offset - member[2]!.length;
  if (member[1] === 'op') return { from, while: word, options: spot.known.functions.map((name) => functionSuggestion(name, name)) };
  if (member[1] === '$')
    return {
      from,
      while: word,
      options: spot.known.inputs.map((name) => ({ label: name, detail: 'input', doc: inputDoc(name, spot.known) })),
    };
  const data = dataOf(spot);
  return {
    from,
    while: word,
    options: columnsFor(spot).map((column) => ({
      label: column.name,
      detail: column.type,
      doc: columnDoc(data, column),
      ...afterDot(column.name, spot.place.quote),
    })),
  };
}

/** A word that is begun: what it may stand for, with what leads to it. */
function starters(spot: Spot, before: string): Completion | null {
  const begun = /(?:^|[^\w$.])([\w$]*)$/.exec(before);
  if (begun === null || /^\d/.test(begun[1]!)) return null;
  const data = dataOf(spot);
  const { quote } = spot.place;
  return {
    from: spot.offset - begun[1]!.length,
    while: /^[\w$]*$/,
    options: [
      ...columnsFor(spot).map((column) => ({
        label: `d.${column.name}`,
        detail: column.type,
        doc: columnDoc(data, column),
        insert: written(column, quote),
        boost: 2,
      })),
      ...spot.known.inputs.map((name) => ({ label: `$.${name}`, detail: 'input', doc: inputDoc(name, spot.known), boost: 1 })),
      ...spot.known.functions.map((name) => functionSuggestion(`op.${name}`, name)),
    ],
  };
}

function functionSuggestion(label: string, name: string): Suggestion {
  const doc = functionDoc(name);
  const insert = doc.code?.endsWith('()') === true ? `${label}()` : `${label}(¦)`;
  return { label, detail: 'function', doc, insert };
}

function written(column: ColumnName, quote: Quote): string {
  return inQuotes(columnOfRow(column.name), quote);
}

/** A name that no dot can lead to is written in brackets, in place of the dot. */
function afterDot(name: string, quote: Quote): Pick<Suggestion, 'insert' | 'back'> {
  const whole = inQuotes(columnOfRow(name), quote);
  return whole.startsWith('d.') ? {} : { insert: whole.slice(1), back: 1 };
}

interface Comparison {
  readonly column: string;
  /** The quote that is open; '' where none is yet. */
  readonly open: string;
  readonly typed: string;
}

/** `d.single == "y`: a column that is compared with what is being written. */
function comparisonIn(before: string): Comparison | null {
  const found = /(?:^|[^\w$.])d(?:\.([A-Za-z_]\w*)|\[\s*(["'])(.*?)\2\s*\])\s*(?:[!=]==?|[<>]=?)\s*(?:(["'])([^"']*)|(\w*))$/.exec(before);
  if (found === null) return null;
  return { column: found[1] ?? found[3]!, open: found[4] ?? '', typed: found[5] ?? found[6]! };
}

async function valuesCompared(spot: Spot, { column, open, typed }: Comparison): Promise<Completion | null> {
  const data = dataOf(spot);
  const from = spot.offset - typed.length;
  const known = data?.columns.find(({ name }) => name === column);
  const inputs =
    open === ''
      ? spot.known.inputs.map((name) => ({ label: `$.${name}`, detail: 'input', doc: inputDoc(name, spot.known), boost: -50 }))
      : [];
  if (data === null || known === undefined || known.type === 'vector') return { from, while: /^[\w$.]*$/, options: inputs };
  const { values } = await spot.known.values(data.cell, column);
  const isText = known.type === 'string' || known.type === 'time';
  if (open !== '' && !isText) return null;
  const mark = open === '' ? quoteFor(spot.place.quote) : open;
  const options = values.map(({ value, rows }, at): Suggestion => {
    const base = { label: String(value), detail: rowsText(rows), boost: 50 - at };
    if (!isText) return base;
    const text = inQuotes(base.label.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`), spot.place.quote);
    const shut = inQuotes(mark, spot.place.quote);
    return { ...base, insert: (open === '' ? shut : '') + text + shut, closes: shut };
  });
  return { from, while: open === '' ? /^[\w$.]*$/ : /^[^"']*$/, options: [...options, ...inputs] };
}

function rowsText(rows: number): string {
  return `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`;
}

function quoteFor(quote: Quote): string {
  return quote === 'double' ? "'" : '"';
}

/** A piece of an expression as it stands within the quotes of a scalar. */
function inQuotes(text: string, quote: Quote): string {
  if (quote === 'single') return text.replaceAll("'", "''");
  if (quote === 'double') return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return text;
}

function isInText(before: string): boolean {
  let open = '';
  for (let at = 0; at < before.length; at++) {
    const character = before[at]!;
    if (open !== '' && character === '\\') at++;
    else if (character === open) open = '';
    else if (open === '' && (character === '"' || character === "'" || character === '`')) open = character;
  }
  return open !== '';
}

import { columnsFor, dataOf, scalarOf, type Spot } from './body-spot.ts';
import type { ChartGrammar } from './chart-grammar.ts';
import { columnDoc, type ColumnName } from './documentation.ts';
import { word, type Completion, type Suggestion } from './suggestion.ts';
import { flowText } from '../../notebook/yaml-text.ts';

/** Asked for most, so above the rest of a long list. */
const usual = new Set(
  'mark encoding layer transform title width height x y color size facet row column detail tooltip field type aggregate bin timeUnit sort axis scale legend stack opacity filled value'.split(
    ' ',
  ),
);
const expressions = new Set(['filter', 'calculate', 'test', 'expr', 'labelExpr']);

/** What fits in the spec of a chart, by Vega-Lite's schema; fields are the columns of the cell that is drawn. */
export async function completeChart(spot: Spot): Promise<Completion> {
  const grammar = await spot.known.chart();
  const path = spot.place.path.slice(1);
  const { place } = spot;
  if (place.canValue && typeof path.at(-1) === 'string' && expressions.has(String(path.at(-1)))) {
    const datum = inExpression(spot);
    if (datum !== null) return datum;
  }
  const keys = place.canKey ? keysAt(spot, grammar, path) : [];
  const values = place.canValue ? valuesAt(spot, grammar, path) : [];
  return { from: place.from, while: place.quote === 'none' ? /^[\w.$-]*$/ : /^[^"'\n]*$/, options: [...values, ...keys] };
}

function keysAt({ place }: Spot, grammar: ChartGrammar, path: Spot['place']['path']): readonly Suggestion[] {
  return grammar
    .keysAt(path)
    .filter(({ key }) => !place.siblings.includes(key))
    .map(({ key, line, opens }) => ({
      label: key,
      detail: 'key',
      ...(line === '' ? {} : { doc: { title: key, lines: [line] } }),
      insert: `${key}: ${place.flow && opens !== null ? (opens === 'list' ? '[¦]' : '{¦}') : ''}`,
      goesOn: true,
      boost: usual.has(key) ? 10 : 0,
    }));
}

function valuesAt(spot: Spot, grammar: ChartGrammar, path: Spot['place']['path']): readonly Suggestion[] {
  const dash = spot.place.needsDash ? '- ' : '';
  if (grammar.isField(path)) {
    const data = dataOf(spot);
    return fields(spot).map((column) => ({
      label: column.name,
      detail: column.type,
      doc: columnDoc(data, column),
      insert: dash + written(spot, column.name),
    }));
  }
  const fitting = path.at(-1) === 'type' ? typeOf(spot) : null;
  return grammar.wordsAt(path).map((label) => ({
    label,
    detail: String(path.findLast((step) => typeof step === 'string')),
    ...(dash === '' ? {} : { insert: dash + label }),
    boost: label === fitting ? 20 : 0,
  }));
}

/** Columns of the data, and what transforms of the spec name. */
function fields(spot: Spot): readonly ColumnName[] {
  const columns = columnsFor(spot);
  const made = spot.entries
    .filter(({ path, value }) => path.includes('transform') && path.at(-1) === 'as' && value !== null)
    .map(({ path }) => scalarOf(spot, path) ?? '')
    .filter((name) => name !== '' && !columns.some((column) => column.name === name));
  return [...columns, ...made.map((name) => ({ name, type: 'derived' }))];
}

/** The type that fits the field beside it. */
function typeOf(spot: Spot): string | null {
  const field = scalarOf(spot, [...spot.place.path.slice(0, -1), 'field']);
  const column = columnsFor(spot).find(({ name }) => name === field);
  if (column === undefined) return null;
  return column.type === 'number' ? 'quantitative' : column.type === 'time' ? 'temporal' : 'nominal';
}

function inExpression(spot: Spot): Completion | null {
  const before = spot.body.slice(spot.place.from, spot.offset);
  const member = /(?:^|[^\w$.])datum\.(\w*)$/.exec(before);
  if (member !== null) {
    const data = dataOf(spot);
    return {
      from: spot.offset - member[1]!.length,
      while: word,
      options: fields(spot).map((column) => ({
        label: column.name,
        detail: column.type,
        doc: columnDoc(data, column),
        ...(/^[A-Za-z_]\w*$/.test(column.name) ? {} : { insert: `[${JSON.stringify(column.name)}]`, back: 1 }),
      })),
    };
  }
  const begun = /(?:^|[^\w$."'])([\w$]*)$/.exec(before);
  if (begun === null) return null;
  return {
    from: spot.offset - begun[1]!.length,
    while: /^[\w$]*$/,
    options: [
      { label: 'datum', detail: 'row', insert: 'datum.', goesOn: true },
      ...spot.known.inputs.map((name) => ({ label: `$${name}`, detail: 'input' })),
    ],
  };
}

function written({ place }: Spot, text: string): string {
  if (place.quote === 'single') return text.replaceAll("'", "''");
  return place.quote === 'double' ? JSON.stringify(text).slice(1, -1) : flowText(text, place.flow);
}

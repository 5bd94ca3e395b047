import { isExpressionAt, type Spot } from './body-spot.ts';
import { completeChart } from './complete-chart.ts';
import { completeExpression } from './complete-expression.ts';
import { completeKey } from './complete-keys.ts';
import { completeProse } from './complete-prose.ts';
import { completeValue } from './complete-values.ts';
import { inputDoc } from './documentation.ts';
import type { Surroundings } from './knowledge.ts';
import { scanYaml } from './scan-yaml.ts';
import type { Completion } from './suggestion.ts';

/** What fits at an offset of a block's text; null where nothing is to be said. Never throws, however broken the text. */
export async function complete(text: string, offset: number, known: Surroundings): Promise<Completion | null> {
  if (known.cell === null) return completeProse(text, offset, known);
  const spot = spotAt(text, offset, known);
  if (spot === null) return null;
  const found = await completeBody(spot);
  return found === null || found.options.length === 0 ? null : found;
}

/** The place of a cursor in a cell's body; null in comments, and for a kind that there is not. */
export function spotAt(body: string, offset: number, known: Surroundings): Spot | null {
  const kind = known.kinds.find(({ name }) => name === known.cell?.kind);
  const { place, entries } = scanYaml(body, offset);
  if (kind === undefined || known.cell === null || place === null) return null;
  return { body, offset, place, entries, kind, name: known.cell.name, known };
}

async function completeBody(spot: Spot): Promise<Completion | null> {
  const { path } = spot.place;
  if (spot.kind.name === 'chart' && path[0] === 'spec') return completeChart(spot);
  if (spot.place.canValue && isExpressionAt(spot, spot.place.path)) {
    const options = await completeExpression(spot);
    if (options !== null || !spot.place.canKey) return options;
  }
  const dollar = dollarAt(spot);
  if (dollar !== null) return dollar;
  const keys = spot.place.canKey ? completeKey(spot) : [];
  const values = spot.place.canValue ? await completeValue(spot) : [];
  return { from: spot.place.from, while: spot.place.quote === 'none' ? /^[\w.$-]*$/ : /^[^"'\n]*$/, options: [...values, ...keys] };
}

function dollarAt({ body, offset, place, known }: Spot): Completion | null {
  const begun = /^\$(\w*)$/.exec(body.slice(place.from, offset));
  if (begun === null) return null;
  return {
    from: place.from,
    while: /^\$?\w*$/,
    options: known.inputs.map((name) => ({ label: `$${name}`, detail: 'input', doc: inputDoc(name, known) })),
  };
}

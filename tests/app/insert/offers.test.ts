import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatherPlace } from '../../../src/app/insert/gather-place.ts';
import { offerOfKind, offersAt, type Offer } from '../../../src/app/insert/offers.ts';
import type { Place } from '../../../src/app/insert/place.ts';
import { nodeWorld } from '../../../src/cli/node-world.ts';
import { catalogue } from '../../../src/engine/catalogue.ts';
import { describeKinds } from '../../../src/engine/describe-kinds.ts';
import type { CellResult } from '../../../src/engine/result.ts';
import { Session } from '../../../src/engine/session.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { applyPatch, insertBlock } from '../../../src/notebook/patch.ts';
import { engineOf } from './engine-of.ts';

const kindNames = [...catalogue.kinds.keys()];
const kinds = describeKinds(catalogue.kinds.values());
const examples = readdirSync('notebooks').filter((name) => statSync(join('notebooks', name)).isDirectory());

interface Opened {
  readonly text: string;
  readonly session: Session;
  place(after: string | null): Promise<Place>;
}

async function evaluated(session: Session, text: string): Promise<ReadonlyMap<string, CellResult>> {
  const results = new Map<string, CellResult>();
  const request = { text, overrides: [], run: ['*'], hold: [], retry: [], refused: [], base: null };
  await session.evaluate(request, new AbortController().signal, (result) => results.set(result.cell, result));
  return results;
}

async function open(example: string): Promise<Opened> {
  const file = join('notebooks', example, 'notebook.md');
  const text = readFileSync(file, 'utf8');
  const session = new Session(nodeWorld(file, new Map(), 'auto'), catalogue.kinds, Infinity);
  await evaluated(session, text);
  const notebook = parseNotebook(text, kindNames);
  const engine = engineOf(session);
  return { text, session, place: (after) => gatherPlace(notebook, after, catalogue.metrics, engine) };
}

/** The notebook with every offer at its place, each under a name of its own; offers that say the same are tried once. */
function withOffers(
  text: string,
  offers: readonly (readonly [after: string | null, offer: Offer])[],
): { text: string; tried: ReadonlyMap<string, Offer> } {
  const notebook = parseNotebook(text, kindNames);
  const order = new Map([null, ...notebook.blocks.map(({ id }) => id)].map((id, at) => [id, at]));
  const tried = new Map<string, Offer>();
  const seen = new Set<string>();
  let grown = text;
  for (const [after, offer] of offers.toSorted((a, b) => order.get(b[0])! - order.get(a[0])!)) {
    const body = offer.markdown.split('\n').slice(1).join('\n');
    if (seen.has(offer.kind + body)) continue;
    seen.add(offer.kind + body);
    const name = `tried_${tried.size}`;
    tried.set(name, offer);
    // Places are tried from the last to the first, so that ids of prose above stay what they are.
    grown = applyPatch(grown, insertBlock(parseNotebook(grown, kindNames), after, `\`\`\`yaml ${offer.kind} ${name}\n${body}`));
  }
  return { text: grown, tried };
}

/** Kinds that begin with a file that is still to come, and those that read a cell that is not there. */
function waitsForFile(kind: string, place: Place): boolean {
  return kind === 'data' || kind === 'model' || (kind === 'predict' && !place.frames.some((frame) => frame.kind === 'model'));
}

describe.each(examples)('in the notebook %s', (example) => {
  it('whatever is offered at any place runs at once', async () => {
    const { text, session, place } = await open(example);
    const blocks = parseNotebook(text, kindNames).blocks;
    const offers: (readonly [string | null, Offer])[] = [];
    let most = 0;
    for (const after of [null, ...blocks.map(({ id }) => id)]) {
      const here = await place(after);
      const fitting = offersAt(here);
      most = Math.max(most, fitting.length);
      for (const offer of fitting) offers.push([after, offer]);
      if (here.frames.length === 0) continue;
      for (const kind of kinds)
        if (!waitsForFile(kind.name, here)) {
          const offer = offerOfKind(kind, here);
          if (offer.says[0] !== kind.doc) offers.push([after, offer]);
        }
    }
    expect(most).toBeGreaterThan(4);
    const { text: grown, tried } = withOffers(text, offers);
    const results = await evaluated(session, grown);
    const failed = [...tried].flatMap(([name, offer]) => {
      const result = results.get(name);
      return result?.state === 'done' ? [] : [`${offer.kind}\n${offer.body}${result?.state}: ${result?.error?.message}`];
    });
    expect(failed).toEqual([]);
    const checks = [...tried.keys()].flatMap((name) => {
      const output = results.get(name)?.output;
      return output?.type === 'checks' ? output.checks : [];
    });
    expect(checks.filter(({ state }) => state !== 'pass')).toEqual([]);
  }, 300_000);
});

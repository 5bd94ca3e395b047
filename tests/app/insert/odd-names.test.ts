import { expect, it } from 'vitest';
import { gatherPlace } from '../../../src/app/insert/gather-place.ts';
import { offerOfKind, offersAt, type Offer } from '../../../src/app/insert/offers.ts';
import { catalogue } from '../../../src/engine/catalogue.ts';
import { describeKinds } from '../../../src/engine/describe-kinds.ts';
import type { CellResult } from '../../../src/engine/result.ts';
import { Session } from '../../../src/engine/session.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { applyPatch, insertBlock } from '../../../src/notebook/patch.ts';
import { engineOf } from './engine-of.ts';
import { TestWorld } from '../../engine/test-world.ts';

const kindNames = [...catalogue.kinds.keys()];

/** 120 rows: a label, a score that tells a little, a group and a number, under the names given. */
function csv(names: readonly [string, string, string, string], yes = 'yes'): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = Array.from({ length: 120 }, (_, row) => {
    const positive = (row * 7) % 3 === 0;
    return [
      quoted(positive ? yes : 'no'),
      String(((row * 37) % 100) / 200 + (positive ? 0.4 : 0.1)),
      quoted(row % 2 === 0 ? "it's" : 'b: c'),
      String(row / 7),
    ];
  });
  return [names.map(quoted), ...rows].map((cells) => cells.join(',')).join('\n');
}

async function results(session: Session, text: string): Promise<ReadonlyMap<string, CellResult>> {
  const found = new Map<string, CellResult>();
  const request = { text, overrides: [], run: ['*'], hold: [], retry: [], refused: [], base: null };
  await session.evaluate(request, new AbortController().signal, (result) => found.set(result.cell, result));
  return found;
}

/** Every offer behind the last cell of a text, and the states of the cells that they become. */
async function tried(session: Session, text: string): Promise<readonly (readonly [Offer, CellResult | undefined])[]> {
  await results(session, text);
  const notebook = parseNotebook(text, kindNames);
  const last = notebook.blocks.findLast(({ type }) => type === 'cell')!.id;
  const place = await gatherPlace(notebook, last, catalogue.metrics, engineOf(session));
  const kinds = describeKinds(catalogue.kinds.values()).filter(({ name }) => !['data', 'model', 'predict'].includes(name));
  const offers = [
    ...offersAt(place),
    ...kinds.map((kind) => offerOfKind(kind, place)).filter((offer) => !offer.says.includes(catalogue.kinds.get(offer.kind)!.doc)),
  ];
  let grown = text;
  offers.forEach((offer, at) => {
    const markdown = offer.markdown.replace(/^.*\n/, `\`\`\`yaml ${offer.kind} tried_${at}\n`);
    const now = parseNotebook(grown, kindNames);
    grown = applyPatch(grown, insertBlock(now, now.blocks.findLast(({ type }) => type === 'cell')!.id, markdown));
  });
  const states = await results(session, grown);
  return offers.map((offer, at) => [offer, states.get(`tried_${at}`)] as const);
}

it.each([
  [['what "was" it', "score's", 'group: of', 'number, 1']],
  [['🙂', 'نتيجة', 'naïve #1', 'true']],
  [['d.x', 'a[0]', 'b.c', 'null']],
  [['constructor', 'toString', 'op', 'd']],
  [['{', '- x', '&a', '*b']],
  [['line\\n', "'", 'no', '1']],
] as const)('columns named %j end in cells that run', async (names) => {
  const world = new TestWorld({ 'a.csv': csv(names) });
  const session = new Session(world, catalogue.kinds, 1e9);
  const text = `\`\`\`yaml data rows\nsource: a.csv\nroles: {label: ${JSON.stringify(names[0])}, score: ${JSON.stringify(names[1])}, group: [${JSON.stringify(names[2])}]}\npositive: "yes"\n\`\`\`\n\n\`\`\`yaml metrics quality\ndata: rows\nby: [${JSON.stringify(names[2])}]\n\`\`\`\n`;
  for (const start of [text, text.split('\n\n')[0]!]) {
    const outcomes = await tried(session, start);
    expect(outcomes.length).toBeGreaterThan(12);
    expect(
      outcomes.filter(([, result]) => result?.state !== 'done').map(([offer, result]) => [offer.body, result?.error?.message]),
    ).toEqual([]);
  }
});

it.each([
  ['rows without roles', 'source: a.csv', ['chart', 'slice', 'derive', 'table']],
  ['rows with a label alone', 'source: a.csv\nroles: {label: label}', ['chart', 'slice', 'derive', 'table']],
  [
    'scores',
    'source: a.csv\nroles: {label: label, score: score}\npositive: "yes"',
    ['metrics', 'chart', 'calibration', 'threshold', 'slice', 'derive', 'table'],
  ],
  [
    'scores and a second one',
    'source: b.csv\nroles: {label: label, score: score, group: group}\npositive: "yes"',
    ['metrics', 'chart', 'calibration', 'threshold', 'fairness', 'compare', 'slice', 'derive', 'table'],
  ],
] as const)('behind %s the menu offers just what fits', async (_, body, kinds) => {
  const world = new TestWorld({
    'a.csv': csv(['label', 'score', 'group', 'number']),
    'b.csv': csv(['label', 'score', 'group', 'new_score']).replaceAll(/,(\d+\.?\d*)$/gm, (_, number: string) => `,${Number(number) / 20}`),
  });
  const session = new Session(world, catalogue.kinds, 1e9);
  const text = `\`\`\`yaml data rows\n${body}\n\`\`\`\n`;
  const outcomes = await tried(session, text);
  expect(outcomes.slice(0, kinds.length).map(([offer]) => offer.kind)).toEqual(kinds);
  expect(outcomes.filter(([, result]) => result?.state !== 'done').map(([offer, result]) => [offer.body, result?.error?.message])).toEqual(
    [],
  );
});

it('offers nothing where nothing has run', async () => {
  const notebook = parseNotebook('```yaml data rows\nsource: a.csv\n```\n', kindNames);
  const place = await gatherPlace(notebook, 'rows', [], {
    names: () => Promise.resolve([]),
    rows: () => Promise.reject(new Error('asked')),
  });
  expect(offersAt(place)).toEqual([]);
});

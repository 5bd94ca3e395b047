import * as v from 'valibot';
import type { ChartOutput, Output } from '../../cells/output.ts';
import { findReferences } from '../../notebook/interpolation.ts';
import { decodePart, LinkError } from '../../notebook/link-code.ts';
import { decodeValues } from '../../notebook/link-values.ts';
import type { Block, Notebook } from '../../notebook/notebook.ts';
import { checkPlacedBins } from '../../trust/chart-numbers.ts';
import { checkPlacedParts } from '../../trust/chart-parts.ts';
import { checkChartSpec } from '../../trust/chart-spec.ts';
import { attachRows, detachRows } from '../chart-rows.ts';
import { boundDigits, resultsVersion, type Carried } from './carried.ts';
import { carriedSchema, outputSchema, proseSchema } from './output-schemas.ts';

const words = {
  is: 'the results in this link are',
  wayOut: 'the notebook itself is whole: ask for the link again, or compute them here',
};
const mostChartRows = 5000;

/**
 * Results that came with a link, as hostile data: everything is held to the form of what a cell shows, charts to the
 * allow-list of charts, and what does not pass, or belongs to no such block, is left out. Throws `LinkError` where they did not
 * arrive whole, or were made for another text (`sha256` is that of the notebook's).
 */
export function readCarried(encoded: string, notebook: Notebook, sha256: string): Carried {
  const parsed = v.safeParse(carriedSchema, decodeValues(decodePart([{ version: resultsVersion }], encoded, words)));
  if (!parsed.success) throw new LinkError('broken', `${words.is} not what Assay writes; ${words.wayOut}`);
  const { text, files, outputs } = parsed.output;
  if (text !== sha256.slice(0, boundDigits)) {
    throw new LinkError('broken', 'the results in this link belong to another text of this notebook and are not shown; compute them here');
  }
  const blocks = new Map(notebook.blocks.map((block) => [block.id, block]));
  const known = new Map<string, Output>();
  for (const [id, value] of outputs) {
    const block = blocks.get(id);
    const output = block === undefined ? null : outputFor(block, value);
    if (output !== null) known.set(id, output);
  }
  return {
    files: files.map(({ rows, columns, ...file }) => ({
      ...file,
      ...(rows === undefined ? {} : { rows }),
      ...(columns === undefined ? {} : { columns }),
    })),
    outputs: known,
  };
}

function outputFor(block: Block, value: unknown): Output | null {
  if (block.type === 'prose') return proseOf(block.text, value);
  const parsed = v.safeParse(outputSchema, value);
  if (!parsed.success) return null;
  const output = parsed.output as Output;
  if ((output.type === 'checks') !== (block.kind === 'check') || (output.type === 'finding') !== (block.kind === 'finding')) return null;
  return passes(output) ? output : null;
}

/** One value for each that the text shows, in its order. */
function proseOf(text: string, value: unknown): Output | null {
  const parsed = v.safeParse(proseSchema, value);
  const references = findReferences(text);
  if (!parsed.success || parsed.output.values.length !== references.length) return null;
  const values = parsed.output.values.map((live, at) => ({ source: references[at]!.source, ...live, elsewhere: true as const }));
  return { type: 'prose', values };
}

function passes(output: Output): boolean {
  if (output.type === 'chart') return passesAsChart(output);
  if (output.type !== 'table' || output.layout !== 'analysis') return true;
  return output.blocks.every((block) => block.block !== 'charts' || block.charts.every(passesAsChart));
}

/** The same allow-list that charts of a notebook's text go through, and rows of plain values. */
function passesAsChart({ spec }: ChartOutput): boolean {
  try {
    const { bare, places } = detachRows(spec);
    checkPlacedBins(attachRows(checkChartSpec(bare), places));
    checkPlacedParts(spec);
    const rows = places.flatMap((place) => place.rows);
    return rows.length <= 4 * mostChartRows && rows.every(isPlainRow);
  } catch {
    return false;
  }
}

function isPlainRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  return Object.values(row).every((value) => value === null || typeof value !== 'object');
}

import { columnFromValues } from '../frame/column-from-values.ts';
import { BooleanColumn, NumberColumn } from '../frame/column.ts';
import { columnOf, makeFrame, type Frame } from '../frame/frame.ts';
import { parametersOf } from '../trust/expression.ts';
import { evidenceRows } from './finding/evidence-rows.ts';
import { findingSchema, severities, statuses, type FindingBody } from './finding/schema.ts';
import type { CellKind, Step } from './kind.ts';
import type { FindingEvidence, FindingOutput, PlainValue } from './output.ts';
import { plainValue } from './table-output.ts';

/** What is wrong, how badly, who has it, and the numbers and rows that show it. */
export const finding: CellKind = {
  name: 'finding',
  doc: 'Something that is wrong: how badly, who has it, and the numbers or rows that show it.',
  keys: [
    { key: 'title', doc: 'What is wrong, in one sentence.', required: true },
    { key: 'severity', doc: 'How bad it is; medium unless given.', values: severities },
    { key: 'status', doc: 'What became of it; open unless given.', values: statuses },
    { key: 'owner', doc: 'Who looks after it.' },
    { key: 'evidence', doc: 'What shows it, one entry a piece: a number, a slice, rows.' },
    { key: 'evidence.data', doc: 'The cell that shows it.', values: 'cell', required: true },
    { key: 'evidence.metric', doc: 'The metric of a measuring cell.', values: 'metric' },
    { key: 'evidence.class', doc: 'The class, where a metric is given per class.' },
    { key: 'evidence.slice', doc: 'The slice, as its table calls it; all rows unless given.' },
    {
      key: 'evidence.where',
      doc: 'Holds while the finding does: of the rows, or of a number. Where nothing is left, the finding is no longer seen.',
      values: 'expression',
    },
    { key: 'text', doc: 'More about it: how it was found, what it harms, what would repair it.' },
    { key: 'issue', doc: 'The https address where the finding is tracked.' },
  ],
  parts: ['evidence', 'rows'],
  template: 'title: What is wrong, in one sentence\nseverity: medium\nstatus: open\n',
  schema: findingSchema,
  toStep: (body) => stepOf(body as FindingBody),
};

function stepOf(body: FindingBody): Step {
  return {
    reads: [...new Set(body.evidence.map(({ data }) => data))],
    inputs: [...new Set(body.evidence.flatMap(({ where }) => parametersOf(where ?? '')))],
    sources: [],
    run(inputs) {
      const shown = body.evidence.map((piece, at) => evidenceRows(inputs.frames.get(piece.data)!, piece, at, inputs.values));
      const evidence = shown.flatMap((piece) => piece.evidence);
      const rows = shown.find((piece) => piece.rows !== null)?.rows ?? null;
      const frames: [string, Frame][] = [
        ['', findingFrame(body, evidence)],
        ['evidence', evidenceFrame(evidence)],
      ];
      return Promise.resolve(new Map(rows === null ? frames : [...frames, ['rows', rows]]));
    },
    show: (frames) => outputOf(body, frames),
  };
}

/** Whether any of the evidence still holds; a finding without evidence is a person's word. */
function isSeen(evidence: readonly FindingEvidence[]): boolean {
  return evidence.length === 0 || evidence.some(({ seen }) => seen);
}

function findingFrame(body: FindingBody, evidence: readonly FindingEvidence[]): Frame {
  const { title, severity, status, owner = null } = body;
  const fields = Object.entries({ title, severity, status, owner, evidence: evidence.length, seen: isSeen(evidence) });
  return makeFrame(fields.map(([name, value]) => [name, columnFromValues([value])] as const));
}

const texts = ['cell', 'what', 'found'] as const;
const numbers = ['rows', 'value', 'low', 'high'] as const;

function evidenceFrame(evidence: readonly FindingEvidence[]): Frame {
  return makeFrame([
    ...texts.map((name) => [name, columnFromValues(evidence.map((each) => each[name]))] as const),
    ['seen', new BooleanColumn(Uint8Array.from(evidence, ({ seen }) => (seen ? 1 : 0)))] as const,
    ...numbers.map((name) => [name, new NumberColumn(Float64Array.from(evidence, (each) => each[name]))] as const),
  ]);
}

function outputOf(
  { title, text = '', severity, status, owner = '', issue = '' }: FindingBody,
  frames: ReadonlyMap<string, Frame>,
): FindingOutput {
  const evidence = evidenceOf(frames.get('evidence')!);
  const hasRows = frames.has('rows');
  return { type: 'finding', title, text, severity, status, owner, issue, evidence, seen: isSeen(evidence), hasRows };
}

function evidenceOf(frame: Frame): readonly FindingEvidence[] {
  return Array.from({ length: frame.table.totalRows() }, (_, row) => {
    const at = (name: string): PlainValue => plainValue(columnOf(frame, name), row);
    const [cell, what, found] = texts.map((name) => String(at(name) ?? '')) as [string, string, string];
    const [rows, value, low, high] = numbers.map((name) => Number(at(name) ?? NaN)) as [number, number, number, number];
    return { cell, what, found, seen: at('seen') === true, rows, value, low, high };
  });
}

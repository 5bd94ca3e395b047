import type { KindDescription } from '../../engine/protocol.ts';
import type { CellBlock } from '../../notebook/notebook.ts';
import { chartBody } from './chart-body.ts';
import { checkBody } from './check-body.ts';
import type { Filled } from './filled.ts';
import { findingBody } from './finding-body.ts';
import { calibrationBody, compareBody, fairnessBody, metricsBody, thresholdBody } from './measuring-bodies.ts';
import { freshName, holdsNumbers, subjectOf, type Place } from './place.ts';
import { deriveBody, inputBody, modelBody, predictBody, sliceBody, tableBody } from './row-bodies.ts';

/** A cell that the insert menu offers. */
export interface Offer extends Filled {
  readonly kind: string;
  /** The fence as it is inserted. */
  readonly markdown: string;
}

const filling: Readonly<Record<string, (place: Place) => Filled | null>> = {
  derive: deriveBody,
  slice: sliceBody,
  model: modelBody,
  predict: predictBody,
  input: inputBody,
  metrics: metricsBody,
  threshold: thresholdBody,
  calibration: calibrationBody,
  compare: compareBody,
  fairness: (place) => fairnessBody(place, true),
  chart: chartBody,
  table: tableBody,
  check: checkBody,
  finding: findingBody,
};

const afterNumbers = ['chart', 'check', 'calibration', 'threshold', 'fairness', 'compare', 'finding'];
const afterScored = ['metrics', 'chart', 'calibration', 'threshold', 'fairness', 'compare', 'slice', 'derive', 'table', 'finding'];
const afterRows = ['chart', 'slice', 'derive', 'table'];
const afterModel = ['predict'];

/** What fits here, most telling first, with the names filled in; each runs at once. */
export function offersAt(place: Place): readonly Offer[] {
  const subject = subjectOf(place);
  if (subject === undefined) return [];
  return orderAfter(place).flatMap((kind) => {
    const filled = kind === 'fairness' ? fairnessBody(place, false) : filling[kind]!(place);
    return filled === null ? [] : [offerOf(kind, filled, place)];
  });
}

function orderAfter(place: Place): readonly string[] {
  const subject = subjectOf(place)!;
  if (subject.kind === 'model') return afterModel;
  if (holdsNumbers(subject)) return afterNumbers;
  return metricsBody(place) === null ? afterRows : afterScored;
}

/** A cell of a kind for this place: filled in where something fits, else the kind's template. */
export function offerOfKind(kind: KindDescription, place: Place): Offer {
  const filled = filling[kind.name]?.(place) ?? null;
  if (filled !== null) return offerOf(kind.name, filled, place);
  const name = kind.name === 'data' ? 'rows' : `${kind.name}_new`;
  const text = kind.text === undefined ? {} : { text: { ...kind.text, options: filledTemplate(kind.text.options, place.cells) } };
  return offerOf(kind.name, { name, says: [kind.doc], body: filledTemplate(kind.template, place.cells), ...text }, place);
}

function offerOf(kind: string, filled: Filled, place: Place): Offer {
  const name = freshName(place.notebook, filled.name);
  const end = filled.body.endsWith('\n') ? '' : '\n';
  const { language, options } = filled.text ?? { language: 'yaml', options: '' };
  const info = [language, kind, name, options].filter((word) => word !== '').join(' ');
  return { ...filled, kind, name, markdown: `\`\`\`${info}\n${filled.body}${end}\`\`\`` };
}

/** Kinds whose frame can stand for `{{kind}}` in a template. */
const stands: Readonly<Record<string, readonly string[]>> = {
  data: ['predict', 'derive', 'slice', 'code', 'data'],
  predict: ['predict', 'derive', 'data'],
};

/** A template with each `{{kind}}` replaced by the nearest fitting of the cells above, or by the kind itself. */
export function filledTemplate(template: string, cells: readonly CellBlock[]): string {
  return template.replace(/\{\{\s*([a-z]+)\s*\}\}/g, (_, kind: string) => {
    for (const fitting of stands[kind] ?? [kind]) {
      const found = cells.findLast((cell) => cell.kind === fitting);
      if (found !== undefined) return found.id;
    }
    return kind;
  });
}

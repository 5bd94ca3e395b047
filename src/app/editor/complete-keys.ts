import type { Shape } from '../../engine/shape-of.ts';
import { flowText } from '../../notebook/yaml-text.ts';
import { columnsFor, dataOf, keyDocAt, keysOf, shapesAt, type Spot } from './body-spot.ts';
import { metricSuggestion } from './complete-values.ts';
import { columnDoc, keyDoc } from './documentation.ts';
import type { Suggestion } from './suggestion.ts';

/** Keys that may begin at the cursor and that its map does not have yet; those that are needed first. */
export function completeKey(spot: Spot): readonly Suggestion[] {
  const { path, siblings } = spot.place;
  const shapes = shapesAt(spot.kind.shape, path);
  const fitting = shapes.filter(({ keys }) => keys !== undefined && siblings.every((sibling) => keys.some(({ key }) => key === sibling)));
  const maps = fitting.length > 0 ? fitting : shapes;
  const seen = new Set(siblings);
  const options: Suggestion[] = [];
  for (const { key, shape, required } of maps.flatMap(({ keys }) => keys ?? [])) {
    if (seen.has(key)) continue;
    seen.add(key);
    options.push(keySuggestion(spot, key, shape, required && maps.length === 1));
  }
  return [...options, ...chosenKeys(spot, shapes)];
}

function keySuggestion(spot: Spot, key: string, shape: Shape, required: boolean): Suggestion {
  const known = keyDocAt(spot, [...spot.place.path, key]);
  const doc = known?.key.split('.').at(-1) === key ? keyDoc(known) : undefined;
  const opened = openingOf(shape, spot.place.flow);
  return {
    label: key,
    detail: required ? 'needed' : 'key',
    ...(doc === undefined ? {} : { doc }),
    insert: `${key}: ${opened}`,
    goesOn: true,
    boost: required ? 10 : 0,
  };
}

/** Brackets for what can only be a list or a map, in a flow. */
function openingOf(shape: Shape, flow: boolean): string {
  const forms = shape.options ?? [shape];
  if (!flow) return '';
  if (forms.every(({ item }) => item !== undefined)) return '[¦]';
  return forms.every(({ keys, any }) => keys !== undefined || any !== undefined) ? '{¦}' : '';
}

/** How a metric of one class becomes one number, where the kind says so. */
function averages({ kind }: Spot): readonly { name: string; doc: string }[] {
  return kind.keys.filter(({ key }) => key === 'average').map(({ key, doc }) => ({ name: key, doc: doc.replace(/\.$/, '') }));
}

/** Keys that a person chooses: metrics with parameters, columns whose type or new name follows. */
function chosenKeys(spot: Spot, shapes: readonly Shape[]): readonly Suggestion[] {
  const keys = keysOf(spot.place.path);
  const last = keys.at(-1);
  const taken = spot.place.siblings;
  if (last === undefined || !shapes.some(({ any }) => any !== undefined)) return [];
  if (last === 'metrics' || last === 'margin')
    return spot.known.metrics
      .filter(({ name, parameters }) => !taken.includes(name) && (last === 'margin' || parameters.length > 0))
      .map((metric) => ({
        ...metricSuggestion(metric),
        insert: last === 'margin' ? `${metric.name}: ` : `${metric.name}: {¦}`,
        goesOn: true,
        boost: -30,
      }));
  const metric = keys.at(-2) === 'metrics' ? spot.known.metrics.find(({ name }) => name === last) : undefined;
  if (metric !== undefined)
    return [...metric.parameters, ...averages(spot)]
      .filter(({ name }) => !taken.includes(name))
      .map(({ name, doc }) => ({ label: name, detail: 'parameter', doc: { title: name, lines: [`${doc}.`] }, insert: `${name}: ` }));
  if (last !== 'types' && last !== 'rename') return [];
  const data = dataOf(spot);
  return columnsFor(spot)
    .filter(({ name }) => !taken.includes(name))
    .map((column) => ({
      label: column.name,
      detail: column.type,
      doc: columnDoc(data, column),
      insert: `${flowText(column.name)}: `,
      goesOn: true,
    }));
}

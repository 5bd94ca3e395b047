/** Marks that a chart may draw. */
export const chartMarks: readonly string[] =
  'arc area bar boxplot circle errorband errorbar geoshape line point rect rule square text tick trail'.split(' ');
/** Keys that mean nothing here. */
export const droppedKeys: ReadonlySet<string> = new Set(['$schema', 'usermeta']);
/** Keys that no chart may have, with the reason. */
export const refusedKeys: Readonly<Record<string, string>> = {
  href: 'links are not allowed in a chart',
  url: 'a chart reads no address',
  data: 'the data of a chart is its frame',
  datasets: 'the data of a chart is its frame',
  loader: 'a chart reads no address',
  graticule: 'a chart makes no rows of its own',
  sphere: 'a chart makes no rows of its own',
  sequence: 'a chart makes no rows of its own',
  embedOptions: 'a chart sets no options of the page',
  signal: 'signals are not allowed in a chart; write expr',
  signals: 'signals are not allowed in a chart; write params',
  selection: 'write params with select',
  events: 'a chart chooses no events',
  on: 'a chart chooses no events',
  clear: 'a chart chooses no events',
  customFormatTypes: 'a chart formats only numbers and times',
  numberFormatType: 'a chart formats only numbers and times',
  normalizedNumberFormatType: 'a chart formats only numbers and times',
  timeFormatType: 'a chart formats only numbers and times',
};
/** Transforms, by the key that makes them one. */
export const chartTransforms: readonly string[] =
  'filter calculate aggregate bin timeUnit window joinaggregate stack fold flatten sample pivot extent'.split(' ');
/** Transforms of Vega-Lite that are not for charts here, with the way out. */
export const otherTransforms: Readonly<Record<string, string>> = {
  lookup: 'a chart reads one frame; join before it',
  impute: 'a chart makes no rows of its own; derive them before it',
  density: 'a density is computed before the chart',
  quantile: 'quantiles are computed before the chart',
  loess: 'a smoothing is computed before the chart',
  regression: 'a regression is computed before the chart',
};

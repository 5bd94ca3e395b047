const labels: ReadonlyMap<string, string> = new Map([
  ['by', 'Slices'],
  ['where', 'Rows where'],
  ['orderby', 'Sort by'],
  ['groupby', 'Group by'],
  ['as', 'Shown as'],
  ['sha256', 'SHA-256'],
  ['fit_on', 'Fit on'],
  ['select_on', 'Choose on'],
  ['one_hot', 'Categories'],
  ['agg', 'Joined by'],
  ['least', 'Least rows'],
  ['fp', 'False positive'],
  ['fn', 'False negative'],
  ['tp', 'True positive'],
  ['tn', 'True negative'],
  ['f1', 'F1'],
  ['max', 'Most'],
  ['min', 'Least'],
  ['desc', 'Descending'],
  ['with', 'Other cell'],
  ['on', 'By columns'],
  ['how', 'Rows kept'],
]);

/** What a form calls a key: `false_positive_rate` is False positive rate. */
export function fieldLabel(key: string): string {
  return labels.get(key) ?? key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');
}

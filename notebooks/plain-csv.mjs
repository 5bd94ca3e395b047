/** Rows of a CSV without commas or line breaks inside cells, as objects of text. */
export function parsePlainCsv(text) {
  const [header, ...lines] = text.replaceAll('"', '').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [names[index], value])));
}

/** The rows as CSV, the columns in this order. */
export function formatPlainCsv(rows, names) {
  return [names.join(','), ...rows.map((row) => names.map((name) => row[name]).join(','))].join('\n') + '\n';
}

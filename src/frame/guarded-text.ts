const formula = /^[\s"]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/**
 * A text that a spreadsheet would take for a formula, with an apostrophe before it, which spreadsheets show as text.
 * Spaces, quotes and full-width signs before the sign count too: some spreadsheets drop or fold them.
 */
export function guardedText(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

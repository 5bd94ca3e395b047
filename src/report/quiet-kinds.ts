const quiet: ReadonlySet<string> = new Set(['data', 'model', 'predict', 'derive', 'slice']);

/** Whether a kind only prepares what others show, so that a reader sees it as one line. */
export function isQuiet(kind: string): boolean {
  return quiet.has(kind);
}

declare module 'virtual:chart-grammar' {
  /** Vega-Lite's schema, condensed, as JSON. */
  export const grammar: string;
}

/** Names scripts for workers, as the page's policy asks for: nothing else of the page may. */
export interface TrustedScripts {
  createScriptURL(url: string): string;
}

interface TrustedTypesWindow {
  readonly trustedTypes?: { createPolicy(name: string, rules: TrustedScripts): TrustedScripts };
}

/** The page's one policy of scripts; a page can make it once. */
export function trustedScripts(): TrustedScripts {
  const rules = { createScriptURL: (url: string) => url };
  return (globalThis as TrustedTypesWindow).trustedTypes?.createPolicy('app-worker', rules) ?? rules;
}

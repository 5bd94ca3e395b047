declare module 'virtual:hosting' {
  /** Changes with every file of the build. */
  export const version: string;
  /** Paths of the build's files: `path` where the name changes with the content, `path?hash` elsewhere. */
  export const files: readonly string[];
  /** The Content-Security-Policy of a file, from the same list as the headers of the server. */
  export function policyOf(path: string): string;
}

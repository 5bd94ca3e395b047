declare module 'virtual:sandbox-frame' {
  /** Where the sandbox's file lies, beside the page. */
  export const framePath: string;
}

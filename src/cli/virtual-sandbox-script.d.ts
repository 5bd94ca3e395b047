declare module 'virtual:sandbox-script' {
  /** What a bare context evaluates to run code: it takes its request from `assayRequest` and leaves `assayAnswer`. */
  export const script: string;
}

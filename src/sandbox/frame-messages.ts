import type { CodeAnswer, CodeRequest } from './wire.ts';

/** What is said over the port of one sandbox: to the frame, and from it. */
export type FrameRequest = { readonly type: 'run'; readonly request: CodeRequest } | { readonly type: 'ping' };
export type FrameAnswer = { readonly type: 'answer'; readonly answer: CodeAnswer } | { readonly type: 'pong' };

/** What the page says of a sandbox; the evaluate worker says one word, and then it is closed. */
export type StandingMessage = { readonly standing: 'started' } | { readonly standing: 'blocked'; readonly why: string };

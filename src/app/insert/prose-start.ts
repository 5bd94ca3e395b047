/** What a new text says until somebody writes it; the editor opens with it selected. */
export const proseStart = 'Write here.';

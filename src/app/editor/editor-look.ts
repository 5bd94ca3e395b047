import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours of YAML: what the file says, by the tokens of code. */
export const codeColours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-key)' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword], color: 'var(--code-key)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.punctuation, tags.separator, tags.bracket, tags.squareBracket, tags.brace], color: 'var(--code-comment)' },
]);

const soft = 'var(--accent-soft)';

/** The editor in the page's own tokens, both themes. */
export const editorLook = EditorView.theme({
  '&': { backgroundColor: 'var(--ground)', color: 'var(--ink)', fontSize: 'var(--text-ui)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: 'var(--leading-code)', overflowX: 'hidden' },
  '.cm-content': { fontVariantLigatures: 'none', padding: '8px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-gutters': { backgroundColor: 'var(--ground)', color: 'var(--ink-3)', border: 'none', paddingLeft: '6px' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '24px', padding: '0 4px 0 0' },
  '.cm-foldGutter .cm-gutterElement': { width: '14px', cursor: 'pointer' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--surface-2)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-selectionBackground': { backgroundColor: `${soft} !important` },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { backgroundColor: 'var(--accent-line) !important' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: soft, outline: '1px solid var(--accent-line)' },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '.cm-foldPlaceholder': { border: 'none', backgroundColor: 'var(--surface-2)', color: 'var(--ink-3)', padding: '0 6px' },
  '.cm-reference, .cm-reference *': { color: 'var(--code-ref)' },
  '.cm-number, .cm-number *': { color: 'var(--code-number)' },
  '.cm-problem': { textDecoration: 'underline wavy var(--fail)', textDecorationSkipInk: 'none', textUnderlineOffset: '3px' },
  '.cm-found': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn-mark)' },
  '.cm-found-now': { backgroundColor: soft, outline: '2px solid var(--accent)' },
  '.cm-trouble': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 10px',
    padding: '6px 12px 6px 6px',
    backgroundColor: 'var(--fail-soft)',
    color: 'var(--ink-2)',
    fontFamily: 'var(--sans)',
    fontSize: 'var(--text-ui)',
    lineHeight: 'var(--leading-ui)',
    whiteSpace: 'normal',
  },
  '.cm-trouble b': { color: 'var(--fail)', fontWeight: 'var(--weight-strong)' },
  '.cm-trouble svg': { flex: 'none', color: 'var(--fail)' },
  '.cm-trouble span': { flex: '1 1 200px', overflowWrap: 'anywhere' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: 'none',
    borderRadius: 'var(--radius-3)',
    boxShadow: 'var(--shadow-2)',
    fontFamily: 'var(--sans)',
    zIndex: '40',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    minWidth: '240px',
    maxWidth: 'min(420px, 90vw)',
    maxHeight: '264px',
    padding: '4px',
    fontFamily: 'var(--mono)',
    fontSize: 'var(--text-ui)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'baseline',
    gap: '12px',
    minHeight: '26px',
    padding: '4px 8px',
    borderRadius: 'var(--radius-1)',
    lineHeight: '18px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: soft, color: 'var(--ink)' },
  '.cm-completionLabel': { flex: '1', overflow: 'hidden', textOverflow: 'ellipsis' },
  '.cm-completionMatchedText': { color: 'var(--accent)', fontWeight: 'var(--weight-strong)', textDecoration: 'none' },
  '.cm-completionDetail': {
    marginLeft: '0',
    color: 'var(--ink-3)',
    fontFamily: 'var(--sans)',
    fontSize: 'var(--text-small)',
    fontStyle: 'normal',
  },
  '.cm-tooltip.cm-completionInfo': { width: '280px', maxWidth: '80vw', padding: '10px 12px', borderRadius: 'var(--radius-3)' },
  '.cm-tooltip-hover': { maxWidth: 'min(380px, 90vw)', padding: '10px 12px' },
  '.cm-doc': { color: 'var(--ink-2)', fontSize: 'var(--text-small)', lineHeight: 'var(--leading-ui)', overflowWrap: 'anywhere' },
  '.cm-doc strong': {
    display: 'block',
    margin: '0 0 2px',
    color: 'var(--ink)',
    fontSize: 'var(--text-ui)',
    fontWeight: 'var(--weight-strong)',
  },
  '.cm-doc code': { display: 'block', margin: '2px 0', color: 'var(--ink)', fontFamily: 'var(--mono)', fontSize: 'var(--text-small)' },
  '.cm-doc p': { margin: '2px 0 0' },
});

/** Prose is set as the author's voice, each line in the direction of its own words. */
export const proseLook = EditorView.theme({
  '.cm-scroller': { fontFamily: 'var(--serif)', fontSize: '16px', lineHeight: '25px' },
  '.cm-line': { padding: '0 14px', unicodeBidi: 'plaintext' },
});

/** The page's own tokens, as far as a report needs them. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#ffffff, #131619); --surface-1: light-dark(#f7f8fa, #1a1e22); --line: light-dark(#e3e6ea, #2b3138); --line-strong: light-dark(#c3c9d1, #444d57);
  --ink: light-dark(#15181d, #e8ebee); --ink-2: light-dark(#434b55, #b6bec7); --ink-3: light-dark(#626b76, #929ba6);
  --accent: light-dark(#0358ba, #86adf6); --accent-line: light-dark(#9dbfe9, #3d5f99);
  --pass: light-dark(#0a7457, #55c4a1); --warn: light-dark(#865500, #e6b450); --fail: light-dark(#b42c14, #ff9178); --fail-soft: light-dark(#fdeeea, #301b18);
  --better: light-dark(#0358ba, #7ba2f2); --worse: light-dark(#c95500, #ee9033); --image-ground: light-dark(#ffffff, #f2f3f5);
  --serif: "Source Serif 4", Charter, Georgia, serif; --sans: Inter, system-ui, "Segoe UI", Roboto, sans-serif; --mono: "JetBrains Mono", ui-monospace, Menlo, monospace;
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 48px 24px 72px; max-width: 936px; background: var(--ground); color: var(--ink); font: 13px/1.4 var(--sans); }
h1, h2, h3, h4, h5, h6 { font-family: var(--serif); font-weight: 600; line-height: 1.2; max-width: 680px; }
h1 { font-size: 40px; margin: 0 0 24px; } h2 { font-size: 26px; margin: 48px 0 14px; } h3 { font-size: 20px; margin: 32px 0 14px; }
.prose { font: 18px/1.58 var(--serif); } .prose > p, .prose > ul, .prose > ol, .prose > blockquote { max-width: 680px; margin: 0 0 14px; }
a { color: var(--accent); } code, pre, .mono { font-family: var(--mono); font-variant-ligatures: none; } code { font-size: 0.85em; } pre { overflow-x: auto; padding: 12px; background: var(--surface-1); font-size: 13px; }
small, .faint { color: var(--ink-3); } .live { font-family: var(--sans); font-size: 0.9em; } .live b { font-weight: 500; border-bottom: 1px solid var(--accent-line); } .live.none b { border-bottom-style: dashed; }
section { margin: 32px 0; } section > h4 { margin: 0 0 8px; font: 12px var(--mono); color: var(--ink-3); } section div > h4 { font: 600 13px var(--sans); margin: 24px 0 8px; } section > h4 span { font-family: var(--sans); }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-feature-settings: "tnum", "lnum"; } th, td { padding: 5px 24px 5px 0; text-align: left; font-weight: 400; border-bottom: 1px solid var(--line); white-space: nowrap; vertical-align: baseline; }
thead th { font-weight: 600; border-bottom-color: var(--line-strong); } .by th { padding-top: 16px; color: var(--ink-3); } .right { text-align: right; } .center { text-align: center; } td:last-child, th:last-child { padding-right: 0; }
.better { color: var(--better); } .worse { color: var(--worse); } .note { color: var(--warn); margin: 8px 0 0; }
.said { font-size: 14px; font-weight: 500; max-width: 680px; } .side { display: flex; flex-wrap: wrap; gap: 24px; } .chosen td { font-weight: 600; }
figure { margin: 0; overflow-x: auto; } figure svg { max-width: 100%; height: auto; } .dark { display: none; }
@media (prefers-color-scheme: dark) { .light { display: none; } .dark { display: block; } }
@media print { :root { color-scheme: light; } .light { display: block; } .dark { display: none; } section { break-inside: avoid; } }
.checks { list-style: none; margin: 0; padding: 0; } .check { display: grid; grid-template-columns: 20px 1fr auto 110px; gap: 12px; align-items: baseline; padding: 8px; border-bottom: 1px solid var(--line); } .check p { margin: 2px 0 0; color: var(--ink-2); font-size: 12px; } .check b { font-weight: 500; }
.check.fail, .check.error { background: var(--fail-soft); } .fail .glyph, .error .glyph, .fail .word, .error .word, .failed { color: var(--fail); } .warn .glyph, .warn .word { color: var(--warn); } .pass .glyph { color: var(--pass); } .word { color: var(--ink-3); }
.gallery { display: flex; flex-wrap: wrap; gap: 16px; } .gallery figure { width: 96px; } .gallery img { background: var(--image-ground); image-rendering: pixelated; } figcaption { font-size: 12px; color: var(--ink-2); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 24px; margin: 0; } dt { color: var(--ink-3); } dd { margin: 0; } .control b { font-weight: 500; }
footer { margin-top: 72px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--ink-3); font-size: 12px; } footer p { margin: 0 0 4px; overflow-wrap: anywhere; }
@media (max-width: 640px) { body { padding: 24px 16px; } h1 { font-size: 30px; } .prose { font-size: 17px; } .check { grid-template-columns: 20px 1fr; } .check > span:not(.glyph) { grid-column: 2; } }
`;

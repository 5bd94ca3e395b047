/** The page's own tokens, as far as a report needs them. */
const tokens = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#ffffff, #131619); --surface-1: light-dark(#f7f8fa, #1a1e22); --line: light-dark(#e3e6ea, #2b3138); --line-strong: light-dark(#c3c9d1, #444d57);
  --ink: light-dark(#15181d, #e8ebee); --ink-2: light-dark(#434b55, #b6bec7); --ink-3: light-dark(#626b76, #929ba6);
  --accent: light-dark(#0358ba, #86adf6); --accent-line: light-dark(#9dbfe9, #3d5f99);
  --pass: light-dark(#0a7457, #55c4a1); --warn: light-dark(#865500, #e6b450); --warn-mark: light-dark(#b87a00, #e6b450); --fail: light-dark(#b42c14, #ff9178); --fail-soft: light-dark(#fdeeea, #301b18);
  --data-1: light-dark(#0358ba, #7ba2f2); --data-2: light-dark(#c95500, #ee9033); --data-rest: light-dark(#7f8893, #7d8792); --worse: light-dark(#a84700, #ee9033); --image-ground: light-dark(#ffffff, #f2f3f5);
  --serif: "Source Serif 4", Charter, "Bitstream Charter", Georgia, serif; --sans: Inter, system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; --mono: "JetBrains Mono", ui-monospace, Menlo, Consolas, monospace;
}`;

const text = `
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 56px 24px 72px; max-width: 936px; background: var(--ground); color: var(--ink); font: 14px/1.45 var(--sans); }
h1, h2, h3, h4, h5, h6 { font-family: var(--serif); font-weight: 600; line-height: 1.2; max-width: 680px; text-wrap: balance; }
h1 { font-size: 40px; margin: 0 0 12px; } h2 { font-size: 26px; margin: 48px 0 14px; } h3 { font-size: 20px; margin: 32px 0 12px; } h4, h5, h6 { font-size: 18px; margin: 24px 0 10px; }
p { margin: 0 0 8px; } header { margin-bottom: 24px; } header .faint { font-size: 13px; }
.prose { font: 18px/1.58 var(--serif); margin: 24px 0; } .prose > * { max-width: 680px; } .prose > p, .prose > ul, .prose > ol, .prose > blockquote { margin: 0 0 14px; } .prose > .wide { max-width: none; font: 14px/1.45 var(--sans); margin: 0 0 14px; }
blockquote { margin-left: 0; padding-left: 16px; border-left: 2px solid var(--line-strong); color: var(--ink-2); } hr { border: 0; border-top: 1px solid var(--line); margin: 32px 0; }
a { color: var(--accent); text-underline-offset: 2px; } a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre, .mono { font-family: var(--mono); font-variant-ligatures: none; } code, .mono { font-size: 0.92em; } pre { overflow-x: auto; padding: 12px; background: var(--surface-1); font-size: 12px; line-height: 1.5; }
small, .faint { color: var(--ink-3); } small { font-size: 0.86em; white-space: nowrap; } .hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
.live { font-family: var(--sans); font-size: 0.9em; font-feature-settings: "tnum", "lnum"; } .live b { font-weight: 500; border-bottom: 1px solid var(--accent-line); } .live.none b { border-bottom-style: dashed; border-color: var(--line-strong); }
`;

const outputs = `
main > section { position: relative; margin: 32px 0; } .name { margin: 0 0 8px; font-size: 12px; color: var(--ink-3); } .name b { font-family: var(--mono); font-weight: 400; color: var(--ink-2); }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; font-feature-settings: "tnum", "lnum"; } caption { text-align: left; font-weight: 600; padding: 12px 0 6px; }
th, td { padding: 5px 20px 5px 0; text-align: left; font-weight: 400; border-bottom: 1px solid var(--line); white-space: nowrap; vertical-align: middle; } td:last-child, th:last-child { padding-right: 0; }
thead th { font-weight: 600; vertical-align: bottom; } thead th, thead td { border-bottom-color: var(--line-strong); } .by th { padding-top: 16px; color: var(--ink-3); font-size: 12px; } .right { text-align: right; } .center { text-align: center; }
.estimate { display: flex; justify-content: space-between; align-items: center; gap: 8px; } .axis { display: flex; justify-content: space-between; width: 76px; padding: 0 2px; font-weight: 400; font-size: 11px; color: var(--ink-3); }
.better { color: var(--data-1); } .worse { color: var(--worse); } .note { color: var(--warn); margin: 8px 0 0; font-size: 13px; } section > details > summary { font-size: 13px; } section > .faint, details > .faint { font-size: 12px; margin: 8px 0 0; } .failed { color: var(--fail); } .chosen th, .chosen td { font-weight: 600; }
.mark { display: block; overflow: visible; color: var(--data-rest); } .mark path { stroke: currentColor; stroke-width: 1.5; fill: none; } .mark circle { fill: currentColor; } .mark .end { fill: currentColor; stroke: none; } .mark .whole { stroke: var(--line-strong); stroke-width: 1; } .mark .base { stroke: var(--line); } .mark .limit { stroke: var(--ink); }
.mark.all { color: var(--ink); } .mark.better { color: var(--data-1); } .mark.worse { color: var(--data-2); } .mark.undecided circle { fill: var(--ground); stroke: currentColor; stroke-width: 1.3; }
.said { font-size: 15px; font-weight: 500; max-width: 680px; margin: 0 0 10px; } .title { font-weight: 600; margin: 24px 0 8px; } .side { display: flex; flex-wrap: wrap; gap: 24px; margin: 12px 0; } .side figure { flex: 0 1 auto; min-width: 0; max-width: calc(50% - 12px); } .side figure:only-child { max-width: 100%; }
figure { margin: 0; } .chart { overflow-x: auto; } .chart svg { display: block; max-width: 100%; height: auto; } .dark { display: none; } figure details { margin-top: 4px; }
details { font-size: 12px; } summary { color: var(--ink-3); cursor: pointer; width: fit-content; min-height: 24px; line-height: 24px; } figure details .wide { max-height: 420px; overflow: auto; } section > details .wide { max-height: 560px; overflow: auto; }
.checks { list-style: none; margin: 0; padding: 0; } .check { display: grid; grid-template-columns: 16px minmax(0, 1fr) 92px 150px 110px; gap: 0 12px; align-items: center; min-height: 40px; padding: 8px 12px; border-bottom: 1px solid var(--line); }
.check p { margin: 2px 0 0; color: var(--ink-2); font-size: 12px; } .check b { font-weight: 400; } .check a { color: inherit; } .check.fail, .check.error { background: var(--fail-soft); } .fail b, .error b, .fail a, .error a { font-weight: 600; }
.fail .glyph, .error .glyph, .fail .word, .error .word { color: var(--fail); } .warn .glyph, .warn .word { color: var(--warn); } .pass .glyph { color: var(--pass); } .word { color: var(--ink-2); } .fail .word, .error .word, .warn .word { font-weight: 600; } .observed { color: var(--ink-2); font-feature-settings: "tnum", "lnum"; }
.fail .mark, .error .mark { color: var(--fail); } .warn .mark { color: var(--warn-mark); } .verdict { margin: 0 0 32px; } .tally { font-size: 18px; font-weight: 600; margin: 0 0 8px; } .verdict > :not(.tally) + p, .verdict > .tally + p { margin-top: 12px; } .verdict .checks { border-top: 1px solid var(--line-strong); }
.gallery { display: flex; flex-wrap: wrap; gap: 16px; } .gallery figure { width: 96px; } .gallery img { background: var(--image-ground); image-rendering: pixelated; } figcaption { font-size: 12px; color: var(--ink-2); }
.confusion td { padding: 6px 12px; min-width: 52px; border: 2px solid var(--ground); } .confusion thead th { padding: 6px 14px 6px 0; } .confusion tbody th { border-bottom-color: transparent; } .same { background: color-mix(in srgb, var(--data-rest) calc(var(--share) / 3), transparent); } .other { background: color-mix(in srgb, var(--data-2) calc(12% + var(--share)), transparent); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 24px; margin: 0 0 16px; } dt { color: var(--ink-3); } dd { margin: 0; } .control b { font-weight: 600; }
footer { margin-top: 72px; border-top: 1px solid var(--line); color: var(--ink-2); font-size: 13px; } footer h2 { margin-top: 24px; font-size: 20px; color: var(--ink); } .hash { font-size: 11px; color: var(--ink-3); } dd .hash { overflow-wrap: anywhere; }
`;

const screens = `
@media (min-width: 1240px) { body { max-width: 1160px; } main, footer { max-width: 912px; } .name { position: absolute; left: calc(100% + 24px); top: 2px; width: 200px; } .name b { display: block; } }
@media (max-width: 640px) { body { padding: 24px 16px; } h1 { font-size: 30px; } h2 { font-size: 23px; } .prose { font-size: 17px; } .chart svg { max-width: none; } .side figure { max-width: 100%; } .side .chart svg { max-width: 100%; }
  .check { grid-template-columns: 16px minmax(0, 1fr) auto; padding: 10px; } .check .whisker { grid-area: 2 / 2; } .check .observed { grid-area: 3 / 2; } .check .word { grid-area: 1 / 3; } tbody th, thead th:first-child { position: sticky; left: 0; background: var(--ground); } summary { min-height: 44px; line-height: 44px; } }
@media (prefers-color-scheme: dark) { .light { display: none; } .dark { display: block; } }
@media print { :root { color-scheme: light; } body { max-width: none; padding: 0; font-size: 11pt; } .light { display: block; } .dark { display: none; } .name { position: static; } .name b { display: inline; } details { display: none; } .wide, .chart { overflow: visible; } th, td { padding-right: 8px; white-space: normal; } table { font-size: 8pt; } td small { display: block; white-space: nowrap; } .estimate { display: block; } .estimate .mark, .axis { display: none; } .estimate > span { text-align: left; } td { vertical-align: top; } main > section:has(> details) { display: none; }
  section, figure, tr, .check { break-inside: avoid; } h1, h2, h3, h4 { break-after: avoid; } section:has(tbody tr:nth-child(20)) { break-inside: auto; } .chart svg { max-height: 90vh; } a { color: inherit; } }
`;

/** The look of a report. */
export const htmlStyle = [tokens, text, outputs, screens].join('');

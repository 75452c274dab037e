/** Of a report: screen, dark screen and paper. It is hashed into the page's own policy. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --page: #fff; --ink: #1f2328; --dim: #59636e; --line: #d1d9e0; --soft: #f6f8fa;
  --warn: #fff8c5; --warn-line: #bf8700; --link: #0757ba;
  --act: #2c8a43; --suggest: #2a78d0; --escalate: #c98500; --hold: #8250df; --block: #cf222e;
  --chart-main: #0757ba; --chart-second: #b35900; --chart-limit: #cf222e; --chart-off: #6e7781;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181d; --ink: #e6edf3; --dim: #9ba6b1; --line: #3a424b; --soft: #1d232a;
    --warn: #2e2a16; --warn-line: #bb8009; --link: #79b8ff;
    --act: #3fb950; --suggest: #58a6ff; --escalate: #e0a030; --hold: #bc8cff; --block: #ff7b72;
    --chart-main: #79b8ff; --chart-second: #f0a35e; --chart-limit: #ff7b72; --chart-off: #8b949e;
  }
}
* { box-sizing: border-box; }
body {
  --chart-ink: var(--ink); --chart-dim: var(--dim); --chart-grid: var(--line); --chart-page: var(--page);
  margin: 0 auto; max-width: 60rem; padding: 2rem 1.5rem 4rem;
  background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p, ul, ol, dl { margin: .5rem 0; }
a { color: var(--link); }
code, .hash { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .85em; overflow-wrap: anywhere; }
nav { margin-top: 1.5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; list-style: none; padding: 0; }
nav ul[aria-label] li:first-child { flex-basis: 100%; }
.facts div, .findings div { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: 1rem; padding: .1rem 0; }
.findings div { grid-template-columns: 8.5rem minmax(0, 46rem); padding: .2rem 0; }
.facts dt { color: var(--dim); }
.findings dt { font-weight: 600; }
@media (max-width: 40rem) {
  .findings div { display: block; padding: .3rem 0; }
}
.facts dd, .findings dd { margin: 0; }
.hint { color: var(--dim); max-width: 46rem; }
.notice { background: var(--warn); border-left: 3px solid var(--warn-line); padding: .4rem .75rem; max-width: 46rem; }
.scroll-x { overflow-x: auto; margin: .5rem 0 1rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .9rem .25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 400; }
thead th { color: var(--dim); font-size: .9em; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
.opening::first-letter { text-transform: uppercase; }
th:not(:first-child), td:not(:first-child) { padding-left: .9rem; }
tbody th { min-width: 9rem; overflow-wrap: anywhere; }
tbody th.text { min-width: 14rem; }
td:not(.number):last-child { min-width: 12rem; }
th:last-child, td:last-child { padding-right: 0; }
.refused, .refused s { color: var(--dim); }
.part-of th { padding-left: 1.25rem; color: var(--dim); }
.place, .meaning { display: block; color: var(--dim); font-size: .85em; }
.range { display: block; color: var(--dim); font-size: .9em; white-space: nowrap; }
.moment { white-space: nowrap; }
figure { margin: .75rem 0; }
figcaption { max-width: 46rem; margin-bottom: .75rem; }
.chart-frame { overflow-x: auto; }
.chart { display: block; max-width: 100%; height: auto; font-family: inherit; overflow: visible; }
/* Narrower, the letters could not be read; the frame scrolls instead. */
.chart.wide { min-width: 36rem; }

details { margin: .5rem 0; }
summary { cursor: pointer; color: var(--link); }
.decision { margin: 1rem 0; padding: .5rem 1rem; background: var(--soft); border-radius: 6px; }
.decision h3 { margin-top: .25rem; }
footer { margin-top: 3rem; color: var(--dim); font-size: .9em; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
caption.unseen { display: block; }
@media (forced-colors: active) {
  body {
    --chart-ink: CanvasText; --chart-dim: CanvasText; --chart-grid: GrayText; --chart-page: Canvas;
    --chart-off: GrayText;
  }
}
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --ink: #000; --dim: #444; --line: #bbb; --soft: #fff; --warn: #fff; --link: #000;
    --act: #2c8a43; --suggest: #2a78d0; --escalate: #c98500; --hold: #8250df; --block: #cf222e;
    --chart-main: #0757ba; --chart-second: #b35900; --chart-limit: #cf222e; --chart-off: #6e7781;
  }
  @page { margin: 15mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  summary { list-style: none; }
  h2, h3, figcaption, summary { break-after: avoid; }
  figure > svg, tr, .decision, .notice { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll-x, .chart-frame { overflow: visible; }
  .chart.wide { min-width: 0; }
  tbody th { min-width: 7rem; }
  tbody th.text { min-width: 9rem; }
  details.long > summary::after { content: ' (on screen only)'; }
  table { max-width: 100%; font-size: 8.5pt; }
  tbody th, td:not(.number) { overflow-wrap: anywhere; }
  th, td { padding: .15rem .45rem .15rem 0; }
  th:not(:first-child), td:not(:first-child) { padding-left: .45rem; }
  td:not(.number):last-child { min-width: 13em; }
  details:not(.long)::details-content { content-visibility: visible; display: block; height: auto; }
  rect, circle, line, path, polyline { print-color-adjust: exact; }
}
`;

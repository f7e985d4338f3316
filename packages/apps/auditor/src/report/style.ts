/** How a report looks: in light and dark, narrow and printed. */
export const style = `
:root { color-scheme: light dark; --back: #fff; --text: #1a1d21; --dim: #555c66; --rule: #d9dde3;
  --soft: #f4f6f8; --good: #0b6e3b; --bad: #b3261e; --s0: #5b6470; --s1: #1565c0; --s2: #b3541e; --s3: #0b6e3b; }
@media (prefers-color-scheme: dark) { :root { --back: #14171a; --text: #e8eaed; --dim: #a5adb8; --rule: #343a42;
  --soft: #1d2126; --good: #6fd39b; --bad: #ff8a80; --s0: #a5adb8; --s1: #78b4ff; --s2: #ffb07a; --s3: #6fd39b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
.verdict { font-weight: 600; padding: .5rem .75rem; border-left: 4px solid; background: var(--soft); }
.verdict.clean { color: var(--good); }
.verdict.found { color: var(--bad); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem; margin: 1rem 0; }
dt { color: var(--dim); font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--rule); }
th { color: var(--dim); font-weight: 600; white-space: nowrap; }
td { overflow-wrap: anywhere; min-width: 4rem; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; background: var(--soft); border-radius: 6px; }
svg text { fill: var(--dim); font-size: 11px; }
.grid { stroke: var(--rule); }
.line { fill: none; stroke-width: 2; }
.line.s0 { stroke: var(--s0); stroke-dasharray: 6 4; } .line.s1 { stroke: var(--s1); }
.line.s2 { stroke: var(--s2); stroke-dasharray: 2 3; } .line.s3 { stroke: var(--s3); stroke-width: 3; }
.legend { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; margin: .5rem 0; font-size: .9rem; }
.key { display: inline-block; width: 1.2rem; height: .6rem; margin-right: .4rem; border-radius: 2px; }
.key.s0 { background: var(--s0); } .key.s1 { background: var(--s1); }
.key.s2 { background: var(--s2); } .key.s3 { background: var(--s3); }
footer { margin-top: 2rem; color: var(--dim); font-size: .85rem; }
@media print { :root { color-scheme: light; --back: #fff; --text: #000; --dim: #444; --rule: #bbb; --soft: #fff;
  --good: #0b6e3b; --bad: #b3261e; --s0: #5b6470; --s1: #1565c0; --s2: #b3541e; --s3: #0b6e3b; }
  main { max-width: none; padding: 0; } tr, svg, .verdict { break-inside: avoid; } thead { display: table-header-group; } }
`;

/** The style of all pages: both schemes, no request to anywhere. */
export const style = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1c2024;--soft:#f3f4f6;--line:#d5d9df;--dim:#57606a;--accent:#0550ae;--good:#116329;--goodbg:#e3f6e8;--bad:#a40e26;--badbg:#ffe8ea;--warn:#7a4b00;--warnbg:#fff3d6;--none:#57606a;--nonebg:#eceff2}
@media (prefers-color-scheme:dark){:root:not([data-scheme=light]){--bg:#0d1117;--fg:#e6edf3;--soft:#161b22;--line:#30363d;--dim:#9ba5b0;--accent:#79b8ff;--good:#7ee2a0;--goodbg:#12361f;--bad:#ff9da6;--badbg:#4a1219;--warn:#f2cc60;--warnbg:#3d2f0a;--none:#b1bac4;--nonebg:#21262d}}
:root[data-scheme=dark]{color-scheme:dark;--bg:#0d1117;--fg:#e6edf3;--soft:#161b22;--line:#30363d;--dim:#9ba5b0;--accent:#79b8ff;--good:#7ee2a0;--goodbg:#12361f;--bad:#ff9da6;--badbg:#4a1219;--warn:#f2cc60;--warnbg:#3d2f0a;--none:#b1bac4;--nonebg:#21262d}
:root[data-scheme=light]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:0 1rem 4rem;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin:1.2rem 0 .2rem}h2{font-size:1.2rem;margin:2rem 0 .6rem}h3{font-size:1rem;margin:1rem 0 .4rem}h4{font-size:.9rem;margin:.8rem 0 .3rem;color:var(--dim)}
a{color:var(--accent)}code,pre{font:13px/1.45 ui-monospace,monospace}
pre{margin:.2rem 0;padding:.6rem .8rem;background:var(--soft);border:1px solid var(--line);border-radius:6px;overflow:auto;max-height:24rem;white-space:pre-wrap}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--dim);font-weight:600}td,th{overflow-wrap:normal}td code{overflow-wrap:anywhere}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.dim{color:var(--dim)}.verdict{font-size:1.15rem;font-weight:600}
.badge{display:inline-block;min-width:4.2rem;padding:0 .5rem;border-radius:1rem;font-size:.8rem;font-weight:600;text-align:center;color:var(--none);background:var(--nonebg)}
.good,.passed,.success{color:var(--good)}.bad,.failed,.error,.failure{color:var(--bad)}.warn,.partial{color:var(--warn)}
.badge.passed,.badge.success{background:var(--goodbg)}.badge.failed,.badge.error,.badge.failure{background:var(--badbg)}.badge.partial,.badge.warn{color:var(--warn);background:var(--warnbg)}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0;margin:.6rem 0}
form{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;padding:.6rem 0;background:var(--bg);border-bottom:1px solid var(--line)}
label{display:flex;flex-direction:column;font-size:.8rem;color:var(--dim)}input,select,button{font:inherit;color:var(--fg);background:var(--bg);border:1px solid var(--dim);border-radius:6px;padding:.3rem .5rem;max-width:100%}button{cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
details.scenario{border:1px solid var(--line);border-radius:6px;margin:.4rem 0}details.scenario>summary{cursor:pointer;padding:.45rem .7rem;list-style-position:inside}details.scenario[open]>summary{border-bottom:1px solid var(--line);background:var(--soft);border-radius:6px 6px 0 0}.body{padding:.2rem .8rem .8rem}
.id{font-weight:600}.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:0 1rem}
.row{border-left:4px solid var(--line);padding:.1rem 0 .1rem .8rem;margin:.8rem 0}.row.failed,.row.error{border-color:var(--bad);color:var(--fg)}
.rerun{display:flex;gap:.5rem;align-items:start}.rerun pre{flex:1}
.t{height:.6rem;min-width:8rem;border-radius:2px;color:var(--dim);background:linear-gradient(90deg,#0000 calc(var(--f)*1%),var(--line) 0 calc(var(--r)*1%),currentColor 0 calc(var(--t)*1%),#0000 0)}.t.passed{color:var(--good)}.t.failed,.t.error{color:var(--bad)}.when{width:35%}
.plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(18rem,100%),1fr));gap:.5rem 1.5rem}.plot{margin:0}.plot figcaption{font-weight:600}.plot>svg{width:100%;display:block}.plot path{fill:none;stroke-width:2}.plot .grid{stroke:var(--line)}.plot text{font-size:10px;fill:var(--dim)}.plot ul{display:flex;flex-wrap:wrap;gap:0 1rem;list-style:none;padding:0;margin:0;font-size:.85rem}.plot li svg{width:28px;height:8px}
details,section[id]{scroll-margin-top:8rem}
[hidden]{display:none!important}
@media (max-width:40rem){form{position:static}.wide{display:none}}
@media print{form,nav,button{display:none}}
`;

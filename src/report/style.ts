import { scaleClasses, scaleProperties } from './charts/colours'

// The window's colours; what is printed is printed on white.
const light = `--bg:#fff;--text:#171a21;--muted:#596274;--line:#e1e5eb;--strong:#c9d0da;--soft:#f6f7f9;
--train:#2360e0;--validation:#b35c00;--test:#7a3fb0;--danger:#bf2b2b;--warning:#94610a;--success:#14804f;
--data:#657086;--dense:#4f84ec;--activation:#ad74d6;--norm:#2f9f92;--dropout:#da8a34;--join:#74839a;--loss:#d25a5c;
--broken:#cf2222;--broken-soft:#ffd9d6;${scaleProperties('light')}`
const dark = `--bg:#101217;--text:#eceef2;--muted:#98a1b1;--line:#272c35;--strong:#3a414e;--soft:#16191f;
--train:#6ba3ff;--validation:#f0a24a;--test:#c792ea;--danger:#ef7171;--warning:#e3b04f;--success:#4cc38a;
--data:#8d96a6;--dense:#5a8ff0;--activation:#b47fdb;--norm:#3aa99c;--dropout:#e0953f;--join:#8190a6;--loss:#dd6567;
--broken:#ff6b6b;--broken-soft:#4d191c;${scaleProperties('dark')}`

const kinds = {
  data: 'data',
  dense: 'dense',
  activation: 'activation',
  batchNorm: 'norm',
  layerNorm: 'norm',
  dropout: 'dropout',
  add: 'join',
  concat: 'join',
  loss: 'loss',
} as const

/** Light and dark as the reader's system has it, and pages of paper. */
export function styleSheet(): string {
  return `:root{color-scheme:light dark;${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
html{background:var(--bg);print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{max-width:800px;margin:0 auto;padding:40px 32px 64px;color:var(--text);background:var(--bg);font:14px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans KR","Apple SD Gothic Neo","Malgun Gothic",sans-serif;word-break:keep-all;overflow-wrap:break-word}
header p{margin:0;color:var(--muted)}
h1{margin:0 0 8px;font-size:28px;line-height:1.2;letter-spacing:-.01em}
h2{margin:36px 0 10px;padding-top:12px;border-top:1px solid var(--line);font-size:18px}
h3{margin:0 0 2px;font-size:15px}h4{margin:14px 0 4px;font-size:13px}
h3 span,caption span,figcaption span{margin-left:6px;color:var(--muted);font-size:12px;font-weight:400}
p{margin:2px 0 6px}.note{color:var(--muted)}
code,td,dd,svg text{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono","Noto Sans KR",monospace;font-variant-numeric:tabular-nums}
code{font-size:12px;overflow-wrap:anywhere}
dl{margin:8px 0}dl div{display:grid;grid-template-columns:190px minmax(0,1fr);gap:12px;padding:2px 0}
dt{color:var(--muted)}dd{margin:0;font-family:inherit}
table{width:100%;margin:10px 0;border-collapse:collapse;font-size:12.5px}
table.narrow{width:auto;min-width:45%}
caption{padding-bottom:4px;font-weight:600;text-align:left}
th,td{padding:3px 8px;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}
td{white-space:nowrap}td.text{white-space:normal}th{max-width:200px;font-weight:500}thead th,tfoot th{color:var(--muted)}
th:first-child,th.text,td.text{text-align:left}td.text{font-family:inherit}th:first-child{padding-left:0}
figure{min-width:0;margin:10px 0}figcaption{margin-bottom:4px;line-height:1.35}figcaption b{font-weight:600}figcaption span{margin-left:2px}
svg{display:block;width:100%;height:auto}svg text{fill:var(--muted);font-size:10.5px}svg text.words,svg .node text{font-family:system-ui,"Noto Sans KR",sans-serif}
.graph{margin:8px auto 14px}.node rect:first-child{fill:var(--soft);stroke:var(--strong)}.node .name{fill:var(--text);font-size:12.5px;font-weight:600}.node.bypassed{opacity:.5}
.edge{fill:none;stroke:var(--muted);stroke-opacity:.7;stroke-width:1.5}
${Object.entries(kinds)
  .map(([kind, colour]) => `.kind-${kind}{fill:var(--${colour})}`)
  .join('')}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:4px 24px;align-items:start}
.pair.tables{grid-template-columns:minmax(0,1.1fr) minmax(0,1fr)}.pair.tables table:last-child th,.pair.tables table:last-child td{padding-left:4px;padding-right:4px}
.grid{stroke:var(--line)}.axis{stroke:var(--strong)}
.line{fill:none;stroke:var(--train);stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}.line.raw{stroke-width:1;opacity:.35}
.line.points{stroke:var(--tone);stroke-dasharray:4 3}.dot{fill:var(--tone);stroke:var(--bg)}
.train{--tone:var(--train)}.validation{--tone:var(--validation)}.test{--tone:var(--test)}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;margin:2px 0 0 48px;color:var(--muted);font-size:12px}.legend span{display:inline-flex;align-items:center;gap:5px}
.legend i{width:14px;border-top:2px solid var(--train)}.legend .raw{opacity:.4}.legend .points{border-top:2px dashed var(--tone)}
.fit{fill:none;stroke:var(--danger);stroke-dasharray:4 3}.point{fill:var(--train);stroke:var(--bg)}.sample{fill:var(--train);fill-opacity:.55}.bar{fill:var(--train);fill-opacity:.75}
.ridge{fill:var(--dense);fill-opacity:.35;stroke:var(--dense)}
.zero{fill:url(#zero)}.broken{fill:url(#broken)}rect.zero,rect.broken{stroke:var(--line)}
.zero-ground{fill:var(--soft)}.zero-ink{fill:var(--muted)}.broken-ground{fill:var(--broken-soft)}.broken-ink{stroke:var(--broken);stroke-width:1.4}
.finding,.balance{margin:8px 0 14px;padding-left:12px;border-left:3px solid var(--strong)}
.is-error,.is-diverged{border-color:var(--danger)}.is-warning,.is-highBias,.is-highVariance,.is-biasAndVariance{border-color:var(--warning)}.is-good{border-color:var(--success)}
.balance ul{margin:2px 0;padding-left:18px}.part{margin:18px 0}
.matrix{table-layout:fixed}.matrix td,.matrix th{overflow:hidden;padding:3px 4px;border:1px solid var(--bg);text-align:center}.matrix td{font-size:11.5px}.matrix tbody th{text-align:right}.matrix .bare{border-color:var(--line);color:var(--muted)}.matrix .hit{font-weight:700}.matrix thead td{border:0}
.worst{display:grid;grid-template-columns:repeat(auto-fill,minmax(215px,1fr));gap:8px 14px;margin:0;padding:0;list-style:none;font-size:12px;line-height:1.4}.worst.images{grid-template-columns:repeat(auto-fill,minmax(150px,1fr))}
.worst li{display:flex;gap:8px;min-width:0}.worst b{font-weight:600}.worst small{color:var(--muted)}.worst img{flex:none;border-radius:3px;image-rendering:pixelated}
${scaleClasses()}
@media (max-width:640px){.pair,.pair.tables{grid-template-columns:minmax(0,1fr)}body{padding:24px 16px}}
@page{size:A4;margin:14mm}
@media print{body{max-width:none;padding:0;font-size:11px}h2{margin-top:18px;break-after:avoid}h3,h4{break-after:avoid}figure,article.finding,.balance,tr,li,.matrix{break-inside:avoid}table{font-size:10px}}
`
}

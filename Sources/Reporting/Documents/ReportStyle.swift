/// How reports look: on screens in light and dark, and on paper. Colours carry no meaning alone, and each has a
/// contrast of at least 4.5 (texts) or 3 (marks of charts) against its ground (WCAG 2.1, 1.4.3 and 1.4.11).
enum ReportStyle {
  static let sheet: StaticString = """
    :root{color-scheme:light dark;--ground:#fff;--panel:#f6f8fa;--text:#1b1f24;--muted:#545d68;--rule:#d3d9e0;
    --link:#0b5cad;--met:#2563a8;--breached:#b4330f;--running:#5489c4;--late:#bf6c12;--unmeasured:#808a94;
    --first:#2563a8;--second:#b4330f;--third:#1c7d55;--good:#176b45;--fair:#8a5300;--poor:#ab2d0c}
    @media screen and (prefers-color-scheme:dark){:root{--ground:#0e1217;--panel:#171d25;--text:#e7edf3;--muted:#a3adb9;
    --rule:#323b47;--link:#7db7f5;--met:#5b9fee;--breached:#ef7a52;--running:#3f74ad;--late:#cf8b35;--unmeasured:#6f7a86;
    --first:#5b9fee;--second:#ef7a52;--third:#4fbf8b;--good:#5fc995;--fair:#e0a848;--poor:#f58a66}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--text);
    font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
    header,main,footer,nav{max-width:78rem;margin:0 auto;padding:0 1.25rem}
    header{padding-top:2.25rem}
    h1{font-size:1.9rem;line-height:1.2;margin:0 0 1rem;letter-spacing:-.01em}
    h2{font-size:1.3rem;line-height:1.3;margin:0 0 .35rem}
    section{padding:1.9rem 0 .6rem;border-top:1px solid var(--rule);margin-top:1.9rem}
    p{margin:.2rem 0 1rem;max-width:48rem}
    .note,footer p{color:var(--muted)}
    a{color:var(--link)}
    dl.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.7rem 1.5rem;margin:0;
    padding:1rem 1.15rem;background:var(--panel);border:1px solid var(--rule);border-radius:8px}
    dl.facts div{min-width:0}
    dt{font-size:.8rem;color:var(--muted)}
    dd{margin:0;overflow-wrap:anywhere;font-size:.95rem}
    dl.facts .wide{grid-column:1/-1}
    dl.facts .wide dd{font:.8rem/1.5 ui-monospace,"DejaVu Sans Mono",monospace}
    nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;margin:1.1rem 0 0;font-size:.95rem}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem;margin:1rem 0 1.4rem;padding:0;
    list-style:none}
    .cards li{border:1px solid var(--rule);border-top:4px solid var(--unmeasured);border-radius:8px;padding:.9rem 1.05rem 1rem;
    background:var(--panel)}
    .cards .good{border-top-color:var(--good)}.cards .fair{border-top-color:var(--fair)}
    .cards .poor{border-top-color:var(--poor)}
    .cards strong{display:block;font-size:.95rem;font-weight:600}
    .cards .figure{display:block;font-size:2rem;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums}
    .cards .good .figure{color:var(--good)}.cards .fair .figure{color:var(--fair)}.cards .poor .figure{color:var(--poor)}
    .cards .detail{display:block;color:var(--muted);font-size:.9rem}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,32rem),1fr));gap:1.2rem 2rem;margin:1rem 0}
    figure{margin:0;min-width:0}
    figcaption{font-weight:600;font-size:.95rem;margin-bottom:.35rem}
    .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1rem;margin:0 0 .4rem;padding:0;font-size:.85rem;
    color:var(--muted)}
    .key{display:inline-block;width:.75rem;height:.75rem;border-radius:2px;margin-right:.35rem;vertical-align:-1px}
    svg{display:block;width:100%;height:auto;font-size:13px}
    svg text{fill:var(--text)}
    svg .label{fill:var(--muted)}
    svg .figure{font-variant-numeric:tabular-nums}
    svg .grid{stroke:var(--rule)}svg .axis{stroke:var(--muted)}
    svg .line{fill:none;stroke-width:2.5;stroke-linejoin:round}
    .met{fill:var(--met);stroke:none;background:var(--met)}
    .breached{fill:var(--breached);background:var(--breached)}
    .running{fill:var(--running);background:var(--running)}
    .late{fill:var(--late);background:var(--late)}
    .unmeasured{fill:var(--unmeasured);background:var(--unmeasured)}
    .first{fill:var(--first);background:var(--first)}
    .second{fill:var(--second);background:var(--second)}
    .third{fill:var(--third);background:var(--third)}
    .line.first{stroke:var(--first)}.line.second{stroke:var(--second);stroke-dasharray:6 4}
    .line.third{stroke:var(--third);stroke-dasharray:2 4}
    .scroll{overflow-x:auto;margin:1rem 0 1.5rem}
    .scroll:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    table{border-collapse:collapse;min-width:min(100%,36rem);font-size:.83rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;font-weight:600;font-size:.95rem;padding:0 0 .45rem}
    th,td{padding:.34rem .42rem;text-align:left;border-bottom:1px solid var(--rule);vertical-align:top;white-space:nowrap}
    th:first-child,td:first-child{padding-left:0}
    thead th{font-weight:600;color:var(--muted);border-bottom:2px solid var(--rule);vertical-align:bottom}
    tbody th{font-weight:500}
    tfoot th,tfoot td{font-weight:600;border-top:2px solid var(--rule)}
    .text{white-space:normal;min-width:8rem;overflow-wrap:anywhere}
    .number{text-align:right}
    tbody tr:hover{background:var(--panel)}
    .signatures{max-width:78rem;margin:1.9rem auto 0;padding:1.2rem 1.25rem;display:grid;gap:1rem 3rem;
    grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));break-inside:avoid}
    .signed{grid-column:1/-1;overflow-wrap:anywhere;font-size:.85rem}
    .signatures p{border-bottom:1px solid var(--muted);margin:0;padding:1.9rem 0 .2rem}
    .signatures span{font-size:.8rem;color:var(--muted)}
    ul.warnings{margin:.5rem 0 0;padding-left:1.2rem}
    footer{padding-top:1.2rem;padding-bottom:3rem;margin-top:1.5rem;border-top:1px solid var(--rule);font-size:.88rem}
    @media print{@page{size:landscape;margin:12mm}:root{--ground:#fff;--panel:#fff;--text:#000;--muted:#444;--rule:#bbb}
    body{font-size:10pt}nav{display:none}section{break-inside:auto;margin-top:1rem;padding-top:1rem}
    figure,.cards li,tr,.note{break-inside:avoid}h2,h3,figcaption,caption,.note{break-after:avoid}thead{display:table-header-group}
    tfoot{display:table-row-group;break-before:avoid}thead,tbody tr:first-child{break-after:avoid}
    .scroll{overflow:visible}table{font-size:7.5pt}th,td{padding:.2rem .3rem}thead th{white-space:normal}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
    """

  /// A page to be signed stands upright on paper, as letters do.
  static let upright: StaticString = """
    @media print{@page{size:portrait}:root,body{font-size:8.5pt}h1{font-size:14pt;margin-bottom:.4rem}h2{font-size:11pt}
    header{padding-top:0}section{padding-top:.4rem;padding-bottom:0;margin-top:.4rem}.scroll{margin:.4rem 0}
    p{margin:.1rem 0 .4rem}dl.facts{grid-template-columns:repeat(3,1fr);padding:.4rem .7rem;gap:.15rem 1rem}
    .cards{grid-template-columns:repeat(3,1fr);margin:.4rem 0}.cards li{padding:.4rem .7rem}.cards .figure{font-size:13pt}
    .signatures p{padding-top:1.2rem}footer{padding:.4rem 1.25rem;margin-top:.4rem;break-before:avoid}}
    """
}

// Paper: the open report, or all of them from the overview; each with its findings below it.
function slipEl(k, n) {
  const f = run.findings[n],
    m = markOf(n);
  const help = f.help || (run.rules[f.c] || ["", ""])[1];
  return h(
    "div",
    { class: "slip sev-" + f.s },
    h(
      "p",
      { class: "top" },
      `${k >= 0 ? numberIn(k, n) + "　" : ""}${GLYPH[f.s]} ${t(f.s)}　${f.c} ${ruleTitle(f.c)}　${whereOf(f)}`,
    ),
    h("p", null, f.m),
    OPERATOR.test(f.formula) && !f.m.includes(f.formula) ? h("p", { class: "f" }, f.formula) : null,
    help ? h("p", { class: "top" }, `${t("help_line")}${t("colon")}${help}`) : null,
    h(
      "p",
      { class: "box" },
      t("print_marks") + t("colon"),
      m
        ? [markWord(m.verdict), m.reason, [m.name, m.date].filter(Boolean).join(" · ")].filter(Boolean).join("　")
        : f.waiver
          ? `${waivedWord(n)}　${f.waiver.reason || ""}`
          : CHOICES.map(([, key]) => "□ " + t("m_" + key)).join("　"),
    ),
  );
}

function paperOf(k) {
  const r = report(k),
    row = run.reports[k];
  const kept = flagEls;
  flagEls = new Map();
  const plain = { figures: [], spans: [] };
  const blocks = r.blocks.map((b) => blockEl(k, r, b, plain));
  flagEls = kept;
  return h(
    "section",
    { class: "paper" },
    r.blocks.some((b) => b.k === "title") ? null : h("h1", null, reportName(k)),
    factsEl(k),
    h(
      "p",
      { class: "facts" },
      t("sum_line", row.ledger.numerals, row.ledger.checked, row.ledger.unchecked, row.ledger.identifiers),
      " · ",
      t("relations_line", row.relations.total, row.relations.ties, row.relations.breaks, row.relations.undetermined),
      ` · SHA-256 ${row.sha256}`,
    ),
    blocks,
    h("h2", null, `${t("print_findings")} · ${row.f.length}`),
    row.f.length ? row.f.map((n) => slipEl(k, n)) : h("p", null, t("print_none")),
  );
}

function layOut() {
  const root = byId("print");
  if (root.firstChild) return;
  const all = state.doc >= 0 ? [state.doc] : run.reports.map((_, k) => k);
  if (state.doc < 0)
    root.appendChild(
      h(
        "section",
        { class: "paper" },
        h("h1", null, run.title),
        h(
          "p",
          { class: "facts" },
          t(
            "run_line",
            run.reports.length,
            run.summary.ledger.numerals,
            run.relations.total,
            run.findings.length,
          ),
        ),
        tableOfReports(true),
        run.failures.length
          ? [
              h("h2", null, t("failures")),
              h(
                "ul",
                null,
                run.failures.map(([, message]) => h("li", null, message)),
              ),
            ]
          : null,
        run.across.map((r) => h("div", null, h("h2", null, `${r.label} · ${t(r.v)}`), basesEl(r))),
      ),
    );
  const loose = state.doc < 0 ? run.findings.map((f, n) => n).filter((n) => homeOf(n) < 0) : [];
  if (loose.length)
    root.firstChild.appendChild(
      h(
        "div",
        null,
        loose.map((n) => slipEl(-1, n)),
      ),
    );
  for (const k of all) root.appendChild(paperOf(k));
}

const clearPaper = () => {
  byId("print").textContent = "";
};

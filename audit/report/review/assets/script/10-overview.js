// All reports at a glance: one row each, sorted by any column.
let sortBy = ["order", 1];
const COLUMNS = [
  ["col_report", (k) => reportName(k), true],
  ["col_numerals", (k) => run.reports[k].ledger.numerals],
  ["col_checked", (k) => share(run.reports[k].ledger)],
  ["error", (k) => countBy(k, "error"), true],
  ["warning", (k) => countBy(k, "warning"), true],
  ["info", (k) => countBy(k, "info"), true],
  ["col_marked", (k) => run.reports[k].f.filter(markOf).length, true],
];
const countBy = (k, s) => run.reports[k].f.filter((n) => run.findings[n].s === s).length;
const share = (ledger) =>
  ledger.checked + ledger.unchecked ? ledger.checked / (ledger.checked + ledger.unchecked) : 0;

function renderOverview() {
  figureEls = [];
  spanEls = [];
  flagEls = new Map();
  clearDrawing();
  sheet.classList.add("overview");
  byId("tools").hidden = true;
  const s = run.summary;
  fill(
    sheet,
    h(
      "article",
      { "aria-label": t("overview") },
      h("h1", null, run.title),
      h(
        "p",
        { class: "lede" },
        t("run_line", run.reports.length, s.ledger.numerals, run.relations.total, run.findings.length),
      ),
      run.failures.length
        ? [
            h("h2", null, t("failures")),
            h("p", { class: "note-line" }, t("failures_long")),
            h(
              "ul",
              { class: "failed" },
              run.failures.map(([, message]) => h("li", null, message)),
            ),
          ]
        : null,
      run.reports.length
        ? h(
            "div",
            { class: "table-wrap", role: "region", tabindex: "0", "aria-label": t("overview_title") },
            tableOfReports(false),
          )
        : null,
      run.across.length
        ? [
            h("h2", null, t("across_title")),
            run.across.map((r) =>
              h(
                "div",
                { class: "row" },
                h(
                  "p",
                  null,
                  `${r.label}${r.label ? " · " : ""}`,
                  h("span", { class: "is-" + VERDICT[r.v] }, `${SIGN[r.v]} ${t(r.v)}`),
                ),
                basesEl(r),
              ),
            ),
          ]
        : null,
      h("p", { class: "colophon" }, t("neutral"), " ", t("made_by", run.tool.version)),
    ),
  );
}

function tableOfReports(plain) {
  const rows = run.reports.map((_, k) => k);
  const [key, way] = sortBy;
  if (key !== "order") {
    const value = COLUMNS.find((c) => c[0] === key)[1];
    rows.sort((a, b) => {
      const x = value(a),
        y = value(b);
      return (x < y ? -1 : x > y ? 1 : 0) * way || a - b;
    });
  }
  const label = (c) => t(c[0]);
  const head = COLUMNS.map((c) =>
    h(
      "th",
      {
        scope: "col",
        class: c[2] ? null : "wide-only",
        "aria-sort": !plain && key === c[0] ? (way > 0 ? "ascending" : "descending") : null,
      },
      plain
        ? label(c)
        : h(
            "button",
            {
              type: "button",
              title: t("sort", label(c)),
              on: {
                click: () => {
                  sortBy =
                    key === c[0]
                      ? way === (c[0] === "col_report" ? 1 : -1)
                        ? [c[0], -way]
                        : ["order", 1]
                      : [c[0], c[0] === "col_report" ? 1 : -1];
                  renderOverview();
                  const again = [...sheet.querySelectorAll(".reports th button")][COLUMNS.indexOf(c)];
                  if (again) again.focus();
                },
              },
            },
            label(c),
          ),
    ),
  );
  return h(
    "table",
    { class: "reports" },
    h("caption", { class: "sr" }, t("overview_title")),
    h("thead", null, h("tr", null, head)),
    h(
      "tbody",
      null,
      rows.map((k) => rowEl(k, plain)),
    ),
  );
}

function rowEl(k, plain) {
  const row = run.reports[k];
  const figures = row.ledger.checked + row.ledger.unchecked;
  const bar = h("span", null);
  bar.style.width = (share(row.ledger) * 100).toFixed(0) + "%";
  const count = (s) => {
    const n = countBy(k, s);
    return h("td", { class: "sev-" + s }, h("span", { class: n ? "n" : "zero" }, n));
  };
  return h(
    "tr",
    { data: { k } },
    h(
      "td",
      null,
      plain
        ? reportName(k)
        : h(
            "button",
            { type: "button", class: "open-report", on: { click: () => openReport(k, { focus: true }) } },
            reportName(k),
          ),
      h("span", { class: "path" }, row.title ? row.short : ""),
    ),
    h("td", { class: "wide-only" }, row.ledger.numerals),
    h(
      "td",
      { class: "wide-only" },
      plain ? null : h("span", { class: "bar-cell", "aria-hidden": "true" }, bar),
      `${row.ledger.checked}/${figures}`,
    ),
    count("error"),
    count("warning"),
    count("info"),
    h("td", { class: "marked-cell" }, markedText(k)),
  );
}

const markedText = (k) =>
  run.reports[k].f.length ? `${run.reports[k].f.filter(markOf).length}/${run.reports[k].f.length}` : "—";

function renderOverviewMarks() {
  for (const tr of sheet.querySelectorAll(".reports tr[data-k]"))
    tr.querySelector(".marked-cell").textContent = markedText(Number(tr.dataset.k));
}

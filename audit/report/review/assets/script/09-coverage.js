// What was checked and what was not, and why: of one report, or of the run.
function coverageHead(ledger, relations, form) {
  const share = (n) => (ledger.numerals ? ((n / ledger.numerals) * 100).toFixed(2) + "%" : "0");
  const part = (cls, n) => {
    const el = h("span", { class: cls });
    el.style.width = share(n);
    return el;
  };
  return [
    h("h2", null, t("numerals")),
    h("p", { class: "num" }, t("sum_line", ledger.numerals, ledger.checked, ledger.unchecked, ledger.identifiers)),
    h(
      "div",
      { class: "stack", "aria-hidden": "true" },
      part("a", ledger.checked),
      part("b", ledger.unchecked),
      part("c", ledger.identifiers),
    ),
    h(
      "p",
      { class: "keyline stack-key", "aria-hidden": "true" },
      [
        ["a", "checked"],
        ["b", "unchecked"],
        ["c", "identifiers"],
      ].map(([cls, key]) => h("span", null, h("i", { class: cls }), t(key))),
    ),
    h(
      "p",
      { class: "num row" },
      t(
        "relations_line",
        relations.ties + relations.breaks + relations.undetermined,
        relations.ties,
        relations.breaks,
        relations.undetermined,
      ),
      form && form.total ? t("form_line", form.total, form.ties, form.breaks) : "",
    ),
  ];
}

function groupEl(title, count, open, makeBody) {
  const inside = h("div", { class: "in" });
  const el = h("details", { class: "group" }, h("summary", null, title, h("span", { class: "count" }, count)), inside);
  const make = () => {
    if (el.open && !inside.firstChild) append(inside, [makeBody()]);
  };
  el.addEventListener("toggle", make);
  if (open) {
    el.open = true;
    make();
  }
  return el;
}

// Long lists come in parts: a table of ten thousand figures must not stop the page.
function partly(items, make, size = 200) {
  const box = h("div", { class: "chips" });
  let at = 0;
  const more = h("button", { type: "button", class: "link" });
  const next = () => {
    const last = items.slice(at, at + size).map((x) => make(x));
    more.remove();
    append(box, last);
    at += size;
    if (at < items.length) {
      more.textContent = t("more", Math.min(size, items.length - at));
      box.appendChild(more);
    }
  };
  more.addEventListener("click", next);
  next();
  return box;
}

function grouped(values) {
  const groups = new Map();
  values.forEach((v, i) => {
    if (v !== null) groups.set(v, [...(groups.get(v) || []), i]);
  });
  return [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
}

function renderCoverage() {
  const panel = byId("panel-coverage");
  if (state.doc < 0) {
    fill(
      panel,
      coverageHead(run.summary.ledger, run.relations, run.form),
      h("p", { class: "note-line row" }, t("coverage_hint")),
    );
    return;
  }
  const k = state.doc,
    r = report(k),
    row = run.reports[k],
    f = r.figures;
  const kinds = new Map();
  r.relations.forEach((relation, n) => kinds.set(relation.kind, [...(kinds.get(relation.kind) || []), n]));
  const rounding = row.rounding;
  const chip = (i) =>
    h(
      "button",
      { type: "button", class: "chip", title: f.label[i] || null, on: { click: () => goFigure(i) } },
      f.text[i].trim(),
      h("span", { class: "r" }, " " + t("line", f.n[i])),
    );
  fill(
    panel,
    coverageHead(row.ledger, row.relations, row.form),
    h("h2", null, t("unchecked_title")),
    grouped(f.why).map(([why, all]) =>
      groupEl(named("unchecked", why), all.length, false, () => [h("p", null, named("why", why)), partly(all, chip)]),
    ),
    h("h2", null, t("relations_title")),
    [...kinds]
      .sort((a, b) => b[1].length - a[1].length)
      .map(([kind, all]) =>
        groupEl(named("kind", kind), countsOf(r, all), false, () =>
          h(
            "div",
            null,
            partly(all, (n) => relationEl(r.relations[n], n)),
          ),
        ),
      ),
    h("h2", null, t("rounding_title")),
    h("p", { class: "note-line" }, t("r_" + rounding.convention, rounding.rounded_only, rounding.truncated_only)),
    h("h2", null, t("ledger_title")),
    grouped(r.ledger.why).map(([why, all]) =>
      groupEl(named("ledger", why), all.length, false, () =>
        partly(all, (i) =>
          h(
            "span",
            { class: "chip" },
            r.ledger.text[i].trim(),
            h("span", { class: "r" }, " " + t("line", r.ledger.n[i])),
          ),
        ),
      ),
    ),
    h("h2", null, t("source_title")),
    h(
      "dl",
      { class: "facts-list" },
      [
        ["file", row.path],
        ["format", row.format],
        ["encoding", row.encoding],
        ["chars", row.chars],
        ["sha256", row.sha256],
        ["notes", row.notes.join(t("semi"))],
      ]
        .filter(([, v]) => v !== "")
        .map(([key, v]) => [h("dt", null, t(key)), h("dd", { class: key === "sha256" ? "hash" : null }, v)]),
    ),
  );
}

function countsOf(r, all) {
  const broken = all.filter((n) => r.relations[n].v === "breaks").length;
  return broken ? `${all.length} · ≠ ${broken}` : all.length;
}

function goFigure(i) {
  if (narrow.matches) setPane("text");
  Object.assign(state, {
    finding: -1,
    figure: i,
    relation: report(state.doc).relationsOf[i].length ? report(state.doc).relationsOf[i][0] : -1,
  });
  renderList();
  drawState();
  renderInspector();
  const el = figureEls[i] && figureEls[i][0];
  if (!el) return;
  reveal(el, byId("scroll"), true);
  setRoving(el);
  el.focus({ preventScroll: true });
  hideTip();
}

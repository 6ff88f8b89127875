// Selecting: a finding, a figure or a relation; from the list, the text, the keyboard or the address.
const textShown = () => !narrow.matches || state.pane === "text";

function anchorEl(n) {
  const f = run.findings[n];
  const p =
    f.places[f.about][0] === state.doc
      ? f.places[f.about]
      : f.places.find((x) => x[0] === state.doc) || f.places[f.about];
  if (p[0] !== state.doc) return null;
  const els = p[1] >= 0 ? figureEls[p[1]] : spanEls[p[2]];
  return els ? els[0] : null;
}

// Args: n: a finding; how: {from: "list" | "text" | "keys" | "map" | "hash", focus: "card" | "text" | ""}.
function selectFinding(n, how = {}) {
  const home = homeOf(n);
  const here = state.doc >= 0 ? run.reports[state.doc].f.includes(n) : home < 0;
  if (!here) openReport(home, { quiet: true, keep: true });
  const before = state.finding;
  Object.assign(state, { finding: n, figure: null, relation: -1 });
  if (state.side !== "findings") setSide("findings");
  if (before >= 0 && before !== n && cards.has(before) && passes(before) && cards.has(n)) {
    refreshCard(before);
    refreshCard(n);
  } else if (cards.has(n) && before < 0) refreshCard(n);
  else renderList();
  renderInspector();
  if (state.doc >= 0) {
    const f = run.findings[n];
    draw(f.places, f.about);
    markTicks();
    if (textShown()) reveal(anchorEl(n), byId("scroll"), false);
  }
  const card = cards.get(n);
  if (card && !(narrow.matches && state.pane === "text")) reveal(card, list, false);
  if (how.focus === "card" && card && !(narrow.matches && state.pane === "text"))
    card.firstChild.focus({ preventScroll: true });
  else if (how.focus === "text") focusText(n);
  if (how.focus !== "text") {
    const f = run.findings[n];
    announce(
      t(
        "announce_finding",
        state.doc >= 0 ? numberIn(state.doc, n) : n + 1,
        scope().length,
        `${t(f.s)} ${ruleTitle(f.c)}`,
        f.m,
      ),
    );
  }
  writeHash();
}

function markTicks() {
  const ticks = byId("map").children;
  [...flagEls.keys()].forEach((n, i) => {
    if (ticks[i]) ticks[i].classList.toggle("on", n === state.finding);
  });
}

function focusText(n) {
  const el = anchorEl(n);
  if (!el) return;
  const handle = el.classList.contains("fig") ? el : flagEls.get(n);
  if (!handle) return;
  setRoving(handle);
  handle.focus({ preventScroll: true });
  reveal(handle, byId("scroll"));
}

// From a finding to its place in the text, with the focus.
function goText(n) {
  if (narrow.matches && state.pane !== "text") setPane("text");
  if (state.finding !== n) selectFinding(n, { from: "list" });
  layLines();
  focusText(n);
}

// To one place of a finding, in whichever report it stands.
function goPlace(p) {
  const n = state.finding;
  if (p[0] >= 0 && p[0] !== state.doc) {
    openReport(p[0], { quiet: true, keep: true });
    if (n >= 0 && run.reports[p[0]].f.includes(n)) selectFinding(n, { from: "place" });
  }
  if (narrow.matches) setPane("text");
  const els = p[1] >= 0 ? figureEls[p[1]] : spanEls[p[2]];
  if (!els) return;
  layLines();
  reveal(els[0], byId("scroll"), true);
  if (els[0].getAttribute("role")) {
    setRoving(els[0]);
    els[0].focus({ preventScroll: true });
  }
}

// Args: i: a figure of the open report. With a finding: to that; else its relations, drawn one at a time.
function selectFigure(i, how = {}) {
  const r = report(state.doc);
  const found = r.findingsOf[i];
  hideTip();
  if (found.length) {
    const at = found.indexOf(state.finding);
    const n = at >= 0 && how.keyboard ? state.finding : found[(at + 1) % found.length]; // a second click goes to the next; Enter goes back
    if (!passes(n)) renderListWith(n);
    selectFinding(n, { from: "text", focus: narrow.matches ? "" : "card" });
    return;
  }
  const before = state.finding;
  Object.assign(state, {
    finding: -1,
    figure: i,
    relation: r.relationsOf[i].length ? r.relationsOf[i][how.nth || 0] : -1,
  });
  if (before >= 0) renderList();
  drawState();
  renderInspector();
  writeHash();
  announce(t("announce_figure", r.figures.text[i].trim(), t("v_" + r.figures.v[i])));
}

function renderListWith(n) {
  state.finding = n;
  renderList();
}

function selectRelation(n) {
  Object.assign(state, { finding: -1, figure: null, relation: n });
  renderList();
  if (narrow.matches) setPane("text");
  drawState();
  renderInspector();
  const first = drawn.find((d) => d.about);
  if (first) reveal(first.els[0], byId("scroll"), true);
}

function drawState() {
  const r = report(state.doc);
  if (state.relation >= 0) {
    const relation = r.relations[state.relation];
    const own = relation.m.findIndex((m) => m[3] && ANCHORS.includes(m[3]));
    draw(relation.m, own);
  } else if (state.figure !== null) draw([[state.doc, state.figure, -1, ""]], 0);
  else clearDrawing();
}

function deselect() {
  const n = state.finding;
  Object.assign(state, { finding: -1, figure: null, relation: -1 });
  clearDrawing();
  renderInspector();
  if (n >= 0) {
    if (passes(n)) refreshCard(n);
    else renderList();
  }
  markTicks();
  writeHash();
}

// The next or previous finding of the list, and over its end to the next report.
function stepFinding(by) {
  const all = listed();
  const at = all.indexOf(state.finding);
  if (at < 0 && all.length) {
    selectFinding(by > 0 ? all[0] : all[all.length - 1], { from: "keys", focus: "card" });
    return;
  }
  const next = all[at + by];
  if (next !== undefined) {
    selectFinding(next, { from: "keys", focus: "card" });
    return;
  }
  if (state.doc >= 0) {
    for (let k = state.doc + by; k >= 0 && k < run.reports.length; k += by) {
      const found = run.reports[k].f.filter(passes);
      if (!found.length) continue;
      openReport(k, { quiet: true });
      selectFinding(by > 0 ? found[0] : found[found.length - 1], { from: "keys", focus: "card" });
      return;
    }
  }
  announce(t(by > 0 ? "end_of_list" : "start_of_list"));
}

// What is selected: on narrow screens the finding too, as a sheet under the text.
function renderInspector() {
  const box = byId("inspector");
  const sheetOfFinding = state.finding >= 0 && narrow.matches;
  const shown = state.doc >= 0 && (sheetOfFinding || state.figure !== null || state.relation >= 0);
  box.hidden = !shown;
  if (!shown) return;
  const icon = (label, path, f) => {
    const button = h("button", { type: "button", class: "icon", "aria-label": label, title: label, on: { click: f } });
    const root = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
    root.appendChild(svg("path", { d: path }));
    button.appendChild(root);
    return button;
  };
  const close = icon(t("unmark"), "m4 4 8 8M12 4l-8 8", () => {
    deselect();
    byId("main").focus({ preventScroll: true });
  });
  if (sheetOfFinding) {
    const n = state.finding,
      f = run.findings[n];
    fill(
      box,
      h(
        "div",
        { class: "top line1 sev-" + f.s },
        h("span", { class: "flag sev-" + f.s }, numberIn(state.doc, n)),
        sevEl(f.s),
        h("span", { class: "ttl" }, ruleTitle(f.c)),
        h(
          "span",
          { class: "where" },
          icon(t("k_prev"), "M10 3 5 8l5 5", () => stepFinding(-1)),
          icon(t("k_next"), "m6 3 5 5-5 5", () => stepFinding(1)),
          close,
        ),
      ),
      h("p", { class: "msg" }, f.m),
      reviewEl(n),
    );
    return;
  }
  const r = report(state.doc);
  const i = state.figure;
  const chosen = i === null ? [state.relation] : r.relationsOf[i];
  const f = r.figures;
  const props = [];
  if (i !== null) {
    const range = f.hedge[i]
      ? `${f.low[i] === null ? "…" : f.low[i]} ${t("to")} ${f.high[i] === null ? "…" : f.high[i]}`
      : "";
    for (const [key, value] of [
      ["label", f.label[i]],
      ["value", `${f.value[i]}${f.unit[i] ? " " + f.unit[i] : ""}`],
      ["interval", range],
      ["period", f.period[i]],
      ["section", f.section[i]],
    ])
      if (value) props.push(h("dt", null, t(key)), h("dd", null, value));
  }
  fill(
    box,
    h(
      "div",
      { class: "top" },
      i === null
        ? h("h2", null, t("selected_relation"))
        : [
            h("b", null, f.text[i].trim()),
            h("span", { class: "is-" + f.v[i] }, t("v_" + f.v[i])),
            h("h2", { class: "sr" }, t("selected")),
          ],
      close,
    ),
    props.length ? h("dl", { class: "props" }, props) : null,
    chosen.length
      ? h(
          "div",
          { class: "rels", role: "group", "aria-label": t("relation_of") },
          chosen.map((n) => relationEl(r.relations[n], n)),
        )
      : h("p", { class: "note-line" }, t("not_in_relation", f.why[i] ? named("why", f.why[i]) : "")),
  );
}

function relationEl(relation, n) {
  return h(
    "button",
    {
      type: "button",
      class: "rel",
      "aria-pressed": String(n === state.relation),
      title: t("draw"),
      on: {
        click: () => {
          state.relation = n;
          if (state.figure === null) {
            selectRelation(n);
            return;
          }
          drawState();
          renderInspector();
          const again =
            byId("inspector").querySelectorAll(".rel")[report(state.doc).relationsOf[state.figure].indexOf(n)];
          if (again) again.focus();
        },
      },
    },
    h(
      "span",
      { class: "t" },
      h("span", { class: "is-" + VERDICT[relation.v] }, `${SIGN[relation.v]} ${t(relation.v)}`),
      h("span", null, named("kind", relation.kind)),
      h("span", { class: "lab" }, named("how", relation.how)),
      relation.v === "ties" && relation.p < 0.5 ? h("span", { title: t("low_power_long") }, t("low_power")) : null,
    ),
    h("span", { class: "f" }, relation.formula || relation.label),
  );
}

// The report as written. Pieces come ready from the run; here they only become elements.
const sheet = byId("sheet");
let figureEls = []; // figure -> its elements (two where a line end cuts it)
let spanEls = []; // quoted place -> its elements
let flagEls = new Map(); // finding -> its flag in the text
let roving = null;

const worst = (list) => list.reduce((s, n) => (RANK[run.findings[n].s] > RANK[s] ? run.findings[n].s : s), "info");

function flagsFor(k, list, into, quiet) {
  for (const n of [...list].sort((a, b) => a - b)) {
    const number = numberIn(k, n);
    const props = { class: `flag sev-${run.findings[n].s}${markOf(n) ? " done" : ""}`, data: { n } };
    if (quiet) props["aria-hidden"] = "true";
    else Object.assign(props, { role: "button", tabindex: "-1", "aria-label": t("go_finding", number) });
    const flag = h("span", props, number);
    if (!flagEls.has(n)) flagEls.set(n, flag);
    into.push(flag);
  }
}

// What one piece becomes. `plain`: for paper, without handles.
function pieceEls(k, r, piece, plain) {
  if (typeof piece === "string") return piece;
  const [kind, number, text, spans] = piece;
  const out = [];
  let el;
  if (kind === 1) {
    const verdict = r.figures.v[number];
    const finding = r.findingsOf[number];
    const about = finding.filter((n) => {
      const p = run.findings[n].places[run.findings[n].about];
      return p[0] === k && p[1] === number;
    });
    const props = { class: `fig fig-${verdict}${finding.length ? " sev-" + worst(finding) : ""}` };
    if (!plain) {
      const numbers = finding.map((n) => t("finding_n", numberIn(k, n)));
      Object.assign(props, {
        role: "button",
        tabindex: "-1",
        "aria-label": [text.trim(), t("v_" + verdict), ...numbers].join(t("comma")),
        data: { i: number },
      });
    }
    if (text.length <= 16) props.class += " whole"; // a figure is not torn from its unit at the end of a line
    el = h("span", props, text);
    const first = plain ? plain.figures : figureEls;
    if (first[number]) first[number].push(el);
    else first[number] = [el];
    const flags = [];
    if (first[number].length === 1) flagsFor(k, about, flags, true);
    out.push(flags.length ? h("span", { class: text.length <= 16 ? "whole" : null }, el, flags) : el);
  } else if (kind === 2) {
    const weak = !/[0-9０-９]/.test(text); // 一是, 进一步: numerals that are words
    el = h(
      "span",
      {
        class: weak ? "led weak" : "led",
        title: plain ? null : `${t("v_ledger")}${t("colon")}${named("ledger", r.ledger.why[number])}`,
      },
      text,
    );
    out.push(el);
  } else {
    el = h("span", { class: kind === 3 ? "mk" : "bit" }, text);
    out.push(el);
  }
  for (const s of spans || []) {
    const all = plain ? plain.spans : spanEls;
    if (!all[s]) {
      all[s] = [];
      const flags = [];
      flagsFor(k, r.spanFindings.get(s) || [], flags, Boolean(plain));
      out.unshift(...flags);
    }
    all[s].push(el);
  }
  return out;
}

function blockEl(k, r, block, plain) {
  const number = plain || run.reports[k].format === "html" ? null : { n: block.n };
  if (block.k === "table") {
    const rows = block.r.map((cells, i) =>
      h(
        "tr",
        null,
        cells.map(([colspan, rowspan, pieces]) =>
          h(
            i < block.h ? "th" : "td",
            {
              colspan: colspan > 1 ? colspan : null,
              rowspan: rowspan > 1 ? rowspan : null,
              scope: i < block.h ? "col" : null,
            },
            pieces.map((p) => pieceEls(k, r, p, plain)),
          ),
        ),
      ),
    );
    return h(
      "div",
      { class: "grid block", data: number },
      h(
        "div",
        {
          class: "wide",
          role: plain ? null : "region",
          tabindex: plain ? null : "0",
          "aria-label": plain ? null : t("line", block.n),
        },
        h("table", null, h("thead", null, rows.slice(0, block.h)), h("tbody", null, rows.slice(block.h))),
      ),
    );
  }
  const props = { class: `block ${block.k}${block.k === "h" ? " h" + block.v : ""}`, data: number };
  const tag = block.k === "title" ? "h1" : block.k === "h" ? "h" + Math.min(6, block.v + 1) : "p";
  return h(
    tag,
    props,
    block.s.map((p) => pieceEls(k, r, p, plain)),
  );
}

function factsEl(k) {
  const row = run.reports[k];
  const facts = [row.place, row.year, row.genre === "general" ? "" : named("genre", row.genre), row.path].filter(
    Boolean,
  );
  return h("p", { class: "facts" }, facts.join(" · "));
}

function renderReport(k) {
  const r = report(k);
  figureEls = [];
  spanEls = [];
  flagEls = new Map();
  roving = null;
  sheet.className = sheet.className.replace("overview", "").trim();
  const blocks = document.createDocumentFragment();
  const headings = [];
  blocks.appendChild(factsEl(k));
  for (const block of r.blocks) {
    const el = blockEl(k, r, block, null);
    if (block.k === "h") headings.push([block.v, el]);
    blocks.appendChild(el);
  }
  if (r.cut) blocks.appendChild(h("p", { class: "cut" }, t("cut", "2,000,000")));
  fill(sheet, h("article", { "aria-label": reportName(k) }, blocks));
  const svgRoot = svg("svg", { id: "links", "aria-hidden": "true" });
  sheet.appendChild(svgRoot);
  setRoving(figureEls.find(Boolean) && figureEls.find(Boolean)[0]);
  renderContents(headings);
  renderLegend(k, r);
  byId("tools").hidden = false;
}

function renderContents(headings) {
  const choose = byId("contents");
  choose.hidden = headings.length === 0;
  const text = (el) => el.textContent.trim().slice(0, 28);
  fill(
    choose,
    h("option", { value: "-1" }, t("contents")),
    headings.map(([level, el], i) => h("option", { value: i }, "　".repeat(level - 1) + text(el))),
  );
  choose.onchange = () => {
    const target = headings[Number(choose.value)];
    if (target) {
      reveal(target[1], byId("scroll"), true);
      target[1].setAttribute("tabindex", "-1");
      target[1].focus({ preventScroll: true });
    }
    choose.value = "-1";
  };
}

function renderLegend(k, r) {
  const counts = { break: 0, tie: 0, open: 0, none: 0 };
  for (const v of r.figures.v) counts[v] += 1;
  const rows = [
    ["break", "fig fig-break", counts.break],
    ["tie", "fig fig-tie", counts.tie],
    ["open", "fig fig-open", counts.open],
    ["none", "fig fig-none", counts.none],
    ["ledger", "led", r.ledger.text.length],
  ];
  fill(
    byId("legend"),
    rows
      .filter(([v, , n]) => n || v === "tie" || v === "break")
      .map(([v, cls, n]) =>
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(!sheet.classList.contains("hide-" + v)),
            // a sum that is off marks all its cells: the findings are what is to be reviewed
            title: v === "break" ? t("l_break_long", run.reports[k].f.length, n) : t(`v_${v}_long`),
            on: {
              click: (e) => {
                const off = sheet.classList.toggle("hide-" + v);
                e.currentTarget.setAttribute("aria-pressed", String(!off));
              },
            },
          },
          h("span", { class: "sample", "aria-hidden": "true" }, h("span", { class: cls }, "12")),
          v === "break" ? t("l_break", run.reports[k].f.length) : `${t("v_" + v)} ${n}`,
        ),
      ),
  );
}

function setRoving(el) {
  if (roving) roving.setAttribute("tabindex", "-1");
  roving = el || null;
  if (roving) roving.setAttribute("tabindex", "0");
}

// The handles of the text in reading order: figures, and the flags of places that hold no figure.
const handles = () => [...sheet.querySelectorAll(".fig[role], .flag[role]")];

function step(from, by) {
  const all = handles();
  const to = all[all.indexOf(from) + by];
  if (!to) return;
  setRoving(to);
  to.focus({ preventScroll: true });
  reveal(to, byId("scroll"));
}

// The arithmetic of a figure in brief: shown on hover and focus.
function briefOf(k, i) {
  const r = report(k);
  const verdict = r.figures.v[i];
  const out = [
    h(
      "div",
      { class: "brief-head" },
      h("b", null, r.figures.text[i].trim()),
      h("span", { class: "is-" + verdict }, t("v_" + verdict)),
      r.figures.label[i] ? h("span", null, r.figures.label[i].slice(-30)) : null,
    ),
  ];
  for (const n of r.relationsOf[i].slice(0, 4)) {
    const relation = r.relations[n];
    out.push(
      h(
        "div",
        { class: "brief-rel" },
        h("span", { class: "mark is-" + VERDICT[relation.v] }, SIGN[relation.v]),
        h("span", { class: "f" }, relation.formula || relation.label || named("kind", relation.kind)),
        h("span", { class: "more" }, `${named("kind", relation.kind)} · ${named("how", relation.how)}`),
      ),
    );
  }
  if (r.relationsOf[i].length > 4) out.push(h("div", { class: "note-line" }, `+${r.relationsOf[i].length - 4}`));
  if (!r.relationsOf[i].length && r.figures.why[i])
    out.push(h("div", { class: "note-line" }, t("not_in_relation", named("why", r.figures.why[i]))));
  return out;
}
const SIGN = { ties: "＝", breaks: "≠", undetermined: "？" };

const tip = byId("tip");
let tipFor = null;
let tipTimer = 0;

function showTip(el) {
  clearTimeout(tipTimer);
  if (!el || narrow.matches || state.doc < 0) return;
  if (tipFor === el) return;
  if (tipFor) tipFor.removeAttribute("aria-describedby");
  tipFor = el;
  fill(tip, briefOf(state.doc, Number(el.dataset.i)));
  tip.hidden = false;
  el.setAttribute("aria-describedby", "tip");
  const a = el.getClientRects()[0] || el.getBoundingClientRect(),
    b = tip.getBoundingClientRect();
  const below = a.bottom + 8 + b.height < innerHeight || a.top < b.height + 16;
  tip.style.left = Math.max(12, Math.min(innerWidth - b.width - 12, a.left - 10)) + "px";
  tip.style.top = (below ? a.bottom + 8 : a.top - b.height - 8) + "px";
}

function hideTip(after) {
  clearTimeout(tipTimer);
  tipTimer = setTimeout(() => {
    if (tipFor) tipFor.removeAttribute("aria-describedby");
    tipFor = null;
    tip.hidden = true;
  }, after || 0);
}

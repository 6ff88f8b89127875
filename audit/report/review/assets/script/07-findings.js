// The list on the right: a card a finding, the selected one open with its arithmetic, its places and the reviewer's mark.
const list = byId("list");
const CHUNK = 80;
let limit = CHUNK;
let cards = new Map();

function sevEl(severity) {
  return h(
    "span",
    { class: "sev" },
    h("span", { class: "glyph", "aria-hidden": "true" }, GLYPH[severity]),
    t(severity),
  );
}

function verdictEl(n) {
  const m = markOf(n);
  if (m) return h("span", { class: "verdict m-" + shortWord[m.verdict] }, markWord(m.verdict));
  return run.findings[n].waiver ? h("span", { class: "verdict waived" }, waivedWord(n)) : null;
}

const waivedWord = (n) => t(run.findings[n].waiver.kind === "baseline" ? "baseline" : "waived");

function cardEl(n) {
  const f = run.findings[n];
  const active = n === state.finding;
  const k = state.doc >= 0 ? state.doc : homeOf(n);
  const head = h(
    "button",
    {
      type: "button",
      class: "head",
      id: "head-" + n,
      "aria-expanded": String(active),
      "aria-controls": active ? "body-" + n : null,
      data: { n },
    },
    h(
      "span",
      { class: "line1" },
      k >= 0 ? h("span", { class: "flag sev-" + f.s }, numberIn(k, n)) : null,
      sevEl(f.s),
      h("span", { class: "code" }, f.c),
      h("span", { class: "ttl" }, ruleTitle(f.c)),
      verdictEl(n),
      h("span", { class: "where" }, whereOf(f)),
    ),
    state.doc < 0 ? h("span", { class: "src" }, f.o >= 0 ? reportName(f.o) : f.file) : null,
    h("span", { class: "msg" }, f.m),
  );
  return h("li", { class: `card sev-${f.s}${active ? " active" : ""}`, data: { n } }, head, active ? bodyEl(n) : null);
}

function placeEl(p, about) {
  const [k, figure, , role, text] = p;
  const shown = (text || "").replace(/\s+/g, " ").trim();
  return h(
    "button",
    { type: "button", class: "chip" + (about ? " about" : ""), data: { k, figure }, on: { click: () => goPlace(p) } },
    role ? h("span", { class: "r" }, named("role", role)) : null,
    shown.length > 42 ? shown.slice(0, 42) + "…" : shown || t("go_text"),
    k !== state.doc && k >= 0
      ? h("span", { class: "r" }, " " + t("in_report", run.reports[k].place || run.reports[k].short))
      : null,
  );
}

function bodyEl(n) {
  const f = run.findings[n];
  const row = (key, ...content) => h("div", { class: "row" }, h("span", { class: "k" }, t(key)), content);
  const seen = new Set();
  const alike = new Set(f.places.map((p) => p[3])).size === 1; // nine broken paragraphs: their role says nothing
  const places = f.places
    .map((p, i) => [alike ? [p[0], p[1], p[2], "", p[4]] : p, i === f.about])
    .filter(([p]) => p[4] && !seen.has(p.slice(0, 3).join()) && seen.add(p.slice(0, 3).join()));
  const across = f.d < 0 ? run.across.find((r) => r.id === f.rel) : null;
  const help = f.help || (run.rules[f.c] || ["", ""])[1];
  const waiver = f.waiver || {};
  return h(
    "div",
    {
      class: "body",
      id: "body-" + n,
      role: "group",
      "aria-label": t("finding_n", state.doc >= 0 ? numberIn(state.doc, n) : n + 1),
    },
    OPERATOR.test(f.formula) && !across
      ? h(
          "div",
          { class: "sum" },
          f.formula.split("；").map((line) => h("span", { class: "f" }, line)),
          f.want
            ? h(
                "span",
                { class: "pair" },
                h("span", null, t("printed"), h("b", null, f.got)),
                h("span", null, t("computed"), h("b", null, f.want)),
              )
            : null,
        )
      : null,
    across ? basesEl(across, true) : null,
    places.length
      ? row(
          "places",
          h(
            "div",
            { class: "chips" },
            places.map(([p, about]) => placeEl(p, about)),
          ),
        )
      : null,
    f.sus.length
      ? row(
          "suspects",
          h(
            "ul",
            null,
            f.sus.map(([from, to, slip]) =>
              h("li", null, `${from} → ${to}`, h("span", { class: "note-line" }, "　" + named("slip", slip))),
            ),
            f.more ? h("li", null, t("more_suspects", f.more)) : null,
          ),
        )
      : null,
    f.alt.length ? row("alternatives", h("span", null, f.alt.join(t("semi")))) : null,
    f.also.length ? row("also", h("span", null, f.also.map((c) => `${c} ${ruleTitle(c)}`).join(t("stop")))) : null,
    help ? row("help_line", h("span", null, help)) : null,
    f.waiver
      ? row(
          "waiver",
          h(
            "span",
            null,
            ["reason", "owner", "date", "expires"]
              .filter((key) => waiver[key])
              .map((key) => `${t(key)}${t("colon")}${waiver[key]}`)
              .join("　") || waivedWord(n),
          ),
        )
      : null,
    reviewEl(n),
    h(
      "div",
      { class: "foot" },
      f.o >= 0 ? h("button", { type: "button", class: "link", on: { click: () => goText(n) } }, t("go_text")) : null,
      h("code", null, t("code_hint", f.c)),
    ),
  );
}

// One indicator on each base that the reports' figures give. Narrow: a line a report, its own base first.
function basesEl(across, narrowly) {
  if (!across.rates.length) return h("div", { class: "sum" }, h("span", { class: "f" }, across.formula)); // restated
  const place = (k) => (k >= 0 ? run.reports[k].place || run.reports[k].short : "");
  const cell = (on, b) => [on[b][1], h("span", { class: "note-line" }, ` /${on[b][0]}`)];
  if (narrowly) {
    return h(
      "div",
      { class: "sum bases" },
      across.rates.map(([k, base, printed, on]) =>
        h(
          "div",
          null,
          h("b", null, place(k)),
          h("span", null, printed),
          h(
            "span",
            { class: "note-line" },
            `${t("base")}${t("colon")}${named("base", base)}${on[base] ? " " + on[base][0] : ""}`,
          ),
          Object.keys(on)
            .filter((b) => b !== base)
            .map((b) => h("span", { class: "note-line" }, `${named("base", b)} ${on[b][0]} → ${on[b][1]}`)),
        ),
      ),
    );
  }
  const bases = [...new Set(across.rates.flatMap((r) => Object.keys(r[3])))];
  return h(
    "div",
    { class: "sum wide" },
    h(
      "table",
      { class: "mini" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "col" }, t("col_report")),
          h("th", { scope: "col" }, t("as_printed")),
          bases.map((b) => h("th", { scope: "col" }, named("base", b))),
        ),
      ),
      h(
        "tbody",
        null,
        across.rates.map(([k, base, printed, on]) =>
          h(
            "tr",
            null,
            h("td", null, place(k)),
            h("td", null, printed),
            bases.map((b) => h("td", { class: b === base ? "own" : null }, on[b] ? cell(on, b) : "—")),
          ),
        ),
      ),
    ),
  );
}

// Arithmetic is worth a line of its own where it computes something.
const OPERATOR = /[=≠≈÷×+−≤≥<>→]/;

function reviewEl(n) {
  const m = markOf(n);
  const box = h(
    "fieldset",
    { class: "review" },
    h("legend", { class: "sr" }, t("mark")),
    h(
      "div",
      { class: "choices" },
      CHOICES.map(([word, key]) =>
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(Boolean(m) && m.verdict === word),
            title: t(`m_${key}_long`),
            data: { verdict: word },
            on: { click: () => mark(n, word) },
          },
          t("m_" + key),
        ),
      ),
    ),
  );
  if (!m) return box;
  const area = h("textarea", {
    "aria-label": t("reason"),
    placeholder: t("reason_hint"),
    maxlength: LIMIT.text,
    rows: 2,
  });
  area.value = m.reason;
  const under = h("div", { class: "under" });
  const say = () => {
    const missing = !m.reason && m.verdict !== "属实";
    fill(
      under,
      h(
        "span",
        { class: missing || !kept ? "warn" : null },
        missing ? t("reason_missing") : kept ? t("saved") : t("not_saved"),
      ),
      h("span", null, [m.name, m.date].filter(Boolean).join(" · ")),
    );
  };
  area.addEventListener("input", () => {
    setReason(n, area.value);
    say();
  });
  say();
  append(box, [area, under]);
  return box;
}

function renderList() {
  const all = listed();
  const total = scope().length;
  cards = new Map();
  const at = all.indexOf(state.finding);
  if (at >= limit) limit = Math.ceil((at + 1) / CHUNK) * CHUNK;
  const part = document.createDocumentFragment();
  for (const n of all.slice(0, limit)) {
    const card = cardEl(n);
    cards.set(n, card);
    part.appendChild(card);
  }
  if (all.length > limit)
    part.appendChild(
      h(
        "li",
        { class: "more-row" },
        h(
          "button",
          {
            type: "button",
            class: "link",
            on: {
              click: () => {
                limit += CHUNK;
                const from = all[limit - CHUNK];
                renderList();
                if (cards.get(from)) cards.get(from).firstChild.focus();
              },
            },
          },
          t("more", Math.min(CHUNK, all.length - limit)),
        ),
      ),
    );
  fill(list, part);
  list.hidden = all.length === 0;
  const empty = byId("empty");
  empty.hidden = all.length > 0;
  if (!all.length) fill(empty, total ? t("none_found") : emptyText());
  const text = filtered() ? t("shown", all.length, total) : t("progress", scope().filter(markOf).length, total);
  if (byId("shown-text").textContent !== text) byId("shown-text").textContent = text;
  byId("clear-filters").hidden = !filtered();
  byId("shown").hidden = !total;
}

function emptyText() {
  const rows = state.doc >= 0 ? [run.reports[state.doc]] : run.reports;
  const relations = rows.reduce((n, r) => n + r.relations.ties + r.relations.breaks + r.relations.undetermined, 0);
  const unchecked = rows.reduce((n, r) => n + r.ledger.unchecked, 0);
  return relations ? `${t("no_findings")} ${t("no_findings_long", relations, unchecked)}` : t("nothing_checked");
}

// One card anew, in place: the list does not jump.
function refreshCard(n) {
  const old = cards.get(n);
  if (!old) return;
  const focused = old.firstChild === document.activeElement;
  const fresh = cardEl(n);
  old.replaceWith(fresh);
  cards.set(n, fresh);
  if (focused) fresh.firstChild.focus({ preventScroll: true });
}

function renderFilters() {
  const own = scope();
  const counts = { error: 0, warning: 0, info: 0 };
  const codes = new Map();
  for (const n of own) {
    counts[run.findings[n].s] += 1;
    codes.set(run.findings[n].c, (codes.get(run.findings[n].c) || 0) + 1);
  }
  for (const button of document.querySelectorAll(".sev-toggle")) {
    button.querySelector(".n").textContent = counts[button.dataset.severity];
    button.setAttribute("aria-pressed", String(filters.severities.has(button.dataset.severity)));
  }
  if (filters.code && !codes.has(filters.code)) filters.code = "";
  fill(
    byId("by-code"),
    h("option", { value: "" }, t("all_checks")),
    [...codes.keys()].sort().map((c) => h("option", { value: c }, `${c} ${ruleTitle(c)} (${codes.get(c)})`)),
  );
  byId("by-code").value = filters.code;
  renderStates();
  byId("query").value = filters.query;
  byId("filters").hidden = own.length === 0;
  byId("count-findings").textContent = own.length;
  byId("pane-count").textContent = own.length;
}

function renderStates() {
  const states = { open: 0, marked: 0, waived: 0 };
  for (const n of scope()) states[stateOf(n)] += 1;
  fill(
    byId("by-state"),
    h("option", { value: "" }, t("all_states")),
    Object.keys(states)
      .filter((s) => s !== "waived" || states.waived)
      .map((s) => h("option", { value: s }, `${t(s)} (${states[s]})`)),
  );
  byId("by-state").value = filters.state;
}

function renderProgress() {
  const all = run.findings.length,
    done = run.findings.filter((_, n) => markOf(n)).length;
  byId("progress").hidden = !all;
  fill(
    byId("progress-text"),
    h("span", { class: "long" }, t("progress", done, all)),
    h("span", { class: "short", title: t("progress", done, all) }, `${done}/${all}`),
  );
  byId("progress-fill").style.width = all ? ((done / all) * 100).toFixed(1) + "%" : "0";
}

function mark(n, verdict) {
  const m = setMark(n, verdict);
  announce(m ? t("announce_mark", markWord(m.verdict)) : t("announce_unmark"));
  afterMark(n, m && verdict !== "属实");
}

function afterMark(n, write) {
  const active = document.activeElement;
  const back = active && active.dataset && active.dataset.verdict;
  refreshCard(n);
  renderInspector();
  renderProgress();
  renderStates();
  if (!filtered()) byId("shown-text").textContent = t("progress", scope().filter(markOf).length, scope().length);
  const flag = flagEls.get(n);
  if (flag) flag.classList.toggle("done", Boolean(markOf(n)));
  if (state.doc < 0) renderOverviewMarks();
  const area = write && reasonArea(n);
  if (area) {
    area.focus({ preventScroll: true });
    area.closest(".review").scrollIntoView({ block: "nearest" });
  } else if (back) {
    const again = document.querySelector(
      `${state.pane === "text" && narrow.matches ? "#inspector" : "#list"} .review [data-verdict="${back}"]`,
    );
    if (again) again.focus();
  }
}

function reasonArea(n) {
  if (narrow.matches && state.pane === "text") return byId("inspector").querySelector("textarea");
  return cards.get(n) ? cards.get(n).querySelector("textarea") : null;
}

// Opening reports, panes, the address, the keys; and the start.
function openReport(k, how = {}) {
  Object.assign(state, { doc: k, finding: -1, figure: null, relation: -1 });
  limit = CHUNK;
  drawn = [];
  if (k >= 0) renderReport(k);
  else renderOverview();
  byId("scroll").scrollTop = 0;
  byId("choose").value = String(k);
  byId("panes").firstElementChild.textContent = t(k >= 0 ? "text" : "overview");
  byId("previous-report").disabled = k <= 0;
  byId("next-report").disabled = k >= run.reports.length - 1;
  renderFilters();
  renderList();
  list.scrollTop = 0;
  renderInspector();
  byId("panel-coverage").scrollTop = 0;
  byId("count-coverage").textContent =
    k >= 0 ? `${run.reports[k].ledger.checked}/${run.reports[k].ledger.checked + run.reports[k].ledger.unchecked}` : "";
  if (state.side === "coverage") renderCoverage();
  document.title = `${k >= 0 ? reportName(k) : run.title} · ${t("page")}`;
  if (narrow.matches && !how.keep) setPane("text");
  if (!how.quiet) announce(t("announce_report", k >= 0 ? reportName(k) : t("overview"), scope().length));
  if (!how.routed) writeHash(true);
  if (how.focus) byId("main").focus({ preventScroll: true });
  requestAnimationFrame(layMap);
}

function setSide(side) {
  state.side = side;
  for (const name of ["findings", "coverage"]) {
    const tab = byId("tab-" + name),
      on = name === side;
    tab.setAttribute("aria-selected", String(on));
    tab.setAttribute("tabindex", on ? "0" : "-1");
    byId("panel-" + name).hidden = !on;
  }
  if (side === "coverage") renderCoverage();
}

function setPane(pane) {
  state.pane = pane;
  document.body.dataset.pane = pane;
  for (const button of byId("panes").children) {
    if (button.dataset.pane === pane) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  if (pane !== "text") setSide(pane);
  renderInspector();
  if (pane === "text" && state.doc >= 0) {
    layLines();
    layMap();
  }
}

function refreshAll() {
  renderFilters();
  renderList();
  renderInspector();
  renderProgress();
  if (state.doc < 0) renderOverviewMarks();
  for (const [n, flag] of flagEls) flag.classList.toggle("done", Boolean(markOf(n)));
}

// The address: #r2 is the second report, #r2-f3 its third finding, #all the overview.
function writeHash(push) {
  const number = state.doc >= 0 && state.finding >= 0 ? numberIn(state.doc, state.finding) : 0;
  const hash = state.doc < 0 ? "#all" : `#r${state.doc + 1}${number ? "-f" + number : ""}`;
  if (hash === location.hash) return;
  if (push) {
    location.hash = hash;
    return;
  }
  try {
    history.replaceState(null, "", hash);
  } catch {
    /* some browsers refuse it for files; the address then stays as it is */
  }
}

function readHash() {
  const m = /^#r(\d{1,6})(?:-f(\d{1,6}))?$/.exec(location.hash);
  if (["", "#", "#all"].includes(location.hash)) return [run.reports.length === 1 ? 0 : -1, -1];
  if (!m) return null;
  const k = Number(m[1]) - 1;
  if (k < 0 || k >= run.reports.length) return null;
  const n = m[2] ? run.reports[k].f[Number(m[2]) - 1] : undefined;
  return [k, n === undefined ? -1 : n];
}

function route() {
  const to = readHash(); // the page's own writing finds everything as it is
  if (!to) return;
  if (to[0] !== state.doc) openReport(to[0], { routed: true });
  if (to[1] >= 0 && to[1] !== state.finding) selectFinding(to[1], { from: "hash" });
  else if (to[1] < 0 && state.finding >= 0) deselect();
}

const typing = (el) => el && (el.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(el.tagName));

function onKey(e) {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || dialog.open) return;
  if (e.key === "Escape") {
    onEscape(e);
    return;
  }
  if (typing(e.target) || !state.keys) return;
  const act =
    {
      j: () => stepFinding(1),
      n: () => stepFinding(1),
      k: () => stepFinding(-1),
      p: () => stepFinding(-1),
      "?": helpDialog,
      "/": () => {
        if (narrow.matches) setPane("findings");
        else setSide("findings");
        byId("query").focus();
      },
      c: () => {
        const side = state.side === "findings" ? "coverage" : "findings";
        if (narrow.matches) setPane(side);
        else {
          setSide(side);
          byId("tab-" + side).focus();
        }
      },
      o: () => {
        if (run.reports.length !== 1) openReport(-1, { focus: true });
      },
      "[": () => stepReport(-1),
      "]": () => stepReport(1),
      r: () => {
        const area = state.finding >= 0 && reasonArea(state.finding);
        if (area) area.focus();
      },
    }[e.key] ||
    (["1", "2", "3"].includes(e.key) && state.finding >= 0
      ? () => mark(state.finding, CHOICES[Number(e.key) - 1][0])
      : null);
  if (!act) return;
  e.preventDefault();
  act();
}

function onEscape(e) {
  if (!tip.hidden) {
    hideTip();
    return;
  }
  if (byId("actions").classList.contains("open")) {
    toggleActions(false);
    byId("more").focus();
    return;
  }
  if (e.target === byId("query") && filters.query) {
    filters.query = "";
    onFilter();
    return;
  }
  if (e.target.tagName === "TEXTAREA") {
    const card = e.target.closest(".card");
    if (card) card.firstChild.focus();
    else e.target.blur();
    return;
  }
  const inText = sheet.contains(e.target) && state.finding >= 0 && cards.get(state.finding);
  if (inText && !narrow.matches) {
    cards.get(state.finding).firstChild.focus({ preventScroll: true });
    return;
  }
  deselect();
}

function stepReport(by) {
  const k = state.doc + by;
  if (k >= 0 && k < run.reports.length) openReport(k, { focus: true });
}

function toggleActions(open) {
  byId("actions").classList.toggle("open", open);
  byId("more").setAttribute("aria-expanded", String(open));
  if (open) byId("actions").firstElementChild.focus();
}

function onFilter() {
  limit = CHUNK;
  renderFilters();
  renderList();
}

function wireText() {
  const figure = (e) => (e.target.closest ? e.target.closest(".fig[data-i]") : null);
  const flag = (e) => (e.target.closest ? e.target.closest(".flag[data-n]") : null);
  sheet.addEventListener("click", (e) => {
    const f = flag(e),
      i = figure(e);
    if (f) selectFinding(Number(f.dataset.n), { from: "text", focus: narrow.matches ? "" : "card" });
    else if (i) {
      setRoving(i);
      selectFigure(Number(i.dataset.i), { keyboard: e.detail === 0 });
    }
  });
  sheet.addEventListener("keydown", (e) => {
    const el = flag(e) || figure(e);
    if (!el || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      el.click();
    } else if (e.key === "ArrowRight" || e.key === "ArrowLeft") {
      e.preventDefault();
      step(el, e.key === "ArrowRight" ? 1 : -1);
    }
  });
  sheet.addEventListener("pointerover", (e) => {
    const el = figure(e);
    if (el && e.pointerType !== "touch") {
      clearTimeout(tipTimer);
      tipTimer = setTimeout(() => showTip(el), tip.hidden ? 120 : 0);
    }
  });
  sheet.addEventListener("pointerout", (e) => {
    if (figure(e)) hideTip(180);
  });
  sheet.addEventListener("focusin", (e) => {
    const el = figure(e);
    if (el) {
      setRoving(el);
      if (el.matches(":focus-visible")) showTip(el);
    }
  });
  sheet.addEventListener("focusout", (e) => {
    if (figure(e)) hideTip();
  });
  tip.addEventListener("pointerenter", () => clearTimeout(tipTimer));
  tip.addEventListener("pointerleave", () => hideTip(120));
  byId("scroll").addEventListener(
    "scroll",
    () => {
      if (!tip.hidden) hideTip();
    },
    { passive: true },
  );
  sheet.addEventListener("scroll", () => layLines(), { capture: true, passive: true }); // a wide table moves under the drawing
  if (window.ResizeObserver) {
    let width = 0;
    new ResizeObserver(() => {
      if (sheet.clientWidth !== width) {
        width = sheet.clientWidth;
        requestAnimationFrame(() => {
          layLines();
          layMap();
        });
      }
    }).observe(sheet);
  }
  if (document.fonts && document.fonts.ready)
    document.fonts.ready.then(() => {
      layLines();
      layMap();
    });
}

function wireList() {
  list.addEventListener("click", (e) => {
    const head = e.target.closest ? e.target.closest(".head") : null;
    if (!head) return;
    const n = Number(head.dataset.n);
    const keyboard = e.detail === 0;
    if (keyboard && state.finding === n) {
      goText(n);
      return;
    }
    selectFinding(n, { from: "list", focus: "card" });
    if (narrow.matches && state.doc >= 0) setPane("text");
    if (keyboard) goText(n);
    else if (narrow.matches) {
      layLines();
      reveal(anchorEl(n), byId("scroll"), true);
    }
  });
  byId("filters").addEventListener("submit", (e) => e.preventDefault());
  byId("query").addEventListener("input", (e) => {
    filters.query = e.target.value;
    limit = CHUNK;
    renderList();
  });
  byId("by-code").addEventListener("change", (e) => {
    filters.code = e.target.value;
    onFilter();
  });
  byId("by-state").addEventListener("change", (e) => {
    filters.state = e.target.value;
    onFilter();
  });
  byId("clear-filters").addEventListener("click", () => {
    Object.assign(filters, { code: "", state: "", query: "" });
    filters.severities = new Set(["error", "warning", "info"]);
    onFilter();
    byId("query").focus();
  });
  for (const button of document.querySelectorAll(".sev-toggle")) {
    button.addEventListener("click", () => {
      const s = button.dataset.severity;
      if (filters.severities.has(s)) filters.severities.delete(s);
      else filters.severities.add(s);
      onFilter();
    });
  }
}

function wireBar() {
  byId("choose").addEventListener("change", (e) => openReport(Number(e.target.value)));
  byId("previous-report").addEventListener("click", () => stepReport(-1));
  byId("next-report").addEventListener("click", () => stepReport(1));
  byId("do-export").addEventListener("click", exportDialog);
  byId("do-import").addEventListener("click", importDialog);
  byId("do-print").addEventListener("click", () => window.print());
  byId("do-theme").addEventListener("click", nextTheme);
  byId("do-help").addEventListener("click", helpDialog);
  byId("more").addEventListener("click", () => toggleActions(!byId("actions").classList.contains("open")));
  document.addEventListener("click", (e) => {
    if (byId("actions").classList.contains("open") && !byId("more").contains(e.target)) {
      byId("actions").classList.remove("open");
      byId("more").setAttribute("aria-expanded", "false");
    }
  });
  dark.addEventListener("change", paintTheme);
  const tabs = ["findings", "coverage"];
  tabs.forEach((name, i) => {
    byId("tab-" + name).addEventListener("click", () => setSide(name));
    byId("tab-" + name).addEventListener("keydown", (e) => {
      if (e.key === "ArrowRight" || e.key === "ArrowLeft") {
        setSide(tabs[1 - i]);
        byId("tab-" + tabs[1 - i]).focus();
      }
    });
  });
  for (const button of byId("panes").children) button.addEventListener("click", () => setPane(button.dataset.pane));
  for (const link of document.querySelectorAll(".skip"))
    link.addEventListener("click", (e) => {
      e.preventDefault();
      if (narrow.matches) setPane(link.dataset.skip === "side" ? "findings" : "text");
      byId(link.dataset.skip).focus();
    });
  narrow.addEventListener("change", () => {
    if (!onPaper.matches) setPane("text");
  });
  addEventListener("hashchange", route);
  addEventListener("keydown", onKey);
  addEventListener("beforeprint", layOut);
  addEventListener("afterprint", clearPaper);
  onPaper.addEventListener("change", (e) => (e.matches ? layOut() : clearPaper()));
  addEventListener("beforeunload", (e) => {
    if (!kept && marks.size) e.preventDefault();
  });
  addEventListener("storage", (e) => {
    if (e.key === KEY) {
      marks.clear();
      loose = [];
      loadMarks();
      refreshAll();
    }
  }); // the same run in another tab
}

function start() {
  paintTheme();
  loadMarks();
  const several = run.reports.length !== 1;
  byId("chooser").hidden = run.reports.length < 2;
  byId("single").hidden = several;
  if (!several) byId("single").textContent = reportName(0);
  const tail = (k) => (run.reports[k].f.length ? ` (${run.reports[k].f.length})` : "");
  fill(
    byId("choose"),
    several ? h("option", { value: "-1" }, `${t("overview")} (${run.reports.length})`) : null,
    run.reports.map((_, k) => h("option", { value: k }, `${k + 1}. ${reportName(k)}${tail(k)}`)),
  );
  wireText();
  wireList();
  wireBar();
  setPane("text");
  renderProgress();
  const to = readHash();
  openReport(to ? to[0] : several ? -1 : 0, { quiet: true, routed: true });
  if (to && to[1] >= 0) selectFinding(to[1], { from: "hash" });
  document.body.dataset.ready = "true";
}

start();

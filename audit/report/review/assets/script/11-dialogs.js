// Marks out and in again; the keys.
const dialog = byId("dialog");

function openDialog(title, ...content) {
  fill(byId("dialog-title"), title);
  fill(byId("dialog-body"), ...content);
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
  const first = byId("dialog-body").querySelector("input, button, textarea");
  if (first) first.focus();
}

function reviewerField() {
  const input = h("input", {
    type: "text",
    id: "reviewer",
    maxlength: 80,
    placeholder: t("reviewer_hint"),
    autocomplete: "name",
  });
  input.value = reviewer;
  input.addEventListener("input", () => {
    reviewer = input.value.trim();
    write("gouji/reviewer", reviewer);
    for (const m of marks.values()) if (!m.name) m.name = reviewer; // marks made before the name was given are the same person's
    saveMarks();
  });
  return h("label", { class: "field" }, h("span", null, t("reviewer")), input);
}

function download() {
  const blob = new Blob([JSON.stringify(exported(), null, 2) + "\n"], { type: "application/json" });
  const url = URL.createObjectURL(blob);
  const a = h("a", { href: url, download: "gouji-marks.json" });
  document.body.appendChild(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function exportDialog() {
  const all = exported().marks;
  const count = (word) => all.filter((m) => m.verdict === word).length;
  const missing = all.filter((m) => m.verdict !== "属实" && !m.reason.trim()).length;
  openDialog(
    t("export_title"),
    all.length
      ? [
          h("p", null, t("export_text", all.length, count("属实"), count("误报"), count("口径"))),
          missing ? h("p", { class: "is-open" }, t("export_missing", missing)) : null,
          reviewerField(),
          h(
            "p",
            null,
            h("button", { type: "button", class: "primary", id: "download", on: { click: download } }, t("download")),
          ),
          h("p", { class: "under" }, t("export_use"), " ", h("code", null, "gouji waive --from gouji-marks.json")),
        ]
      : [h("p", null, t("export_none")), reviewerField()],
  );
}

function importDialog() {
  const result = h("p", { role: "status", id: "import-result" });
  const input = h("input", {
    type: "file",
    accept: ".json,application/json",
    "aria-label": t("choose_file"),
    id: "import-file",
  });
  input.addEventListener("change", () => {
    const file = input.files && input.files[0];
    if (file) takeFile(file, result);
    input.value = "";
  });
  openDialog(t("import_title"), h("p", null, t("import_text")), h("p", null, input), result);
}

function takeFile(file, result) {
  if (file.size > LIMIT.file) {
    result.textContent = t("import_bad", t("too_large"));
    return;
  }
  const reader = new FileReader();
  reader.onerror = () => {
    result.textContent = t("import_bad", file.name);
  };
  reader.onload = () => {
    try {
      const [rows, bad] = wellFormed(JSON.parse(String(reader.result).replace(/^\ufeff/, "")));
      const [fresh, old, foreign] = adopt(rows);
      saveMarks();
      result.textContent = t("imported", fresh, old, foreign) + (bad ? " " + t("import_rows", bad) : "");
      refreshAll();
    } catch {
      result.textContent = t("import_bad", file.name);
    }
  };
  reader.readAsText(file);
}

function helpDialog() {
  const key = (...all) =>
    h(
      "dt",
      null,
      all.map((k) => h("kbd", null, k)),
    );
  const keys = [
    [["j", "n"], "k_next"],
    [["k", "p"], "k_prev"],
    [["Enter"], "k_enter"],
    [["←", "→"], "k_figures"],
    [["1", "2", "3"], "k_mark"],
    [["r"], "k_reason"],
    [["/"], "k_search"],
    [["c"], "k_tabs"],
    [["[", "]"], "k_reports"],
    [["o"], "k_overview"],
    [["Esc"], "k_escape"],
    [["?"], "k_help"],
  ];
  const box = h("input", { type: "checkbox", id: "keys-on" });
  box.checked = state.keys;
  box.addEventListener("change", () => {
    state.keys = box.checked;
    write("gouji/keys", box.checked ? "on" : "off");
  });
  openDialog(
    t("help"),
    h("h3", null, t("keys_title")),
    h(
      "dl",
      { class: "keys" },
      keys.map(([all, name]) => [key(...all), h("dd", null, t(name))]),
    ),
    h("label", { class: "check" }, box, t("keys_on")),
    h("h3", null, t("legend_title")),
    h(
      "dl",
      { class: "legend-list" },
      [
        ["break", "fig fig-break"],
        ["tie", "fig fig-tie"],
        ["open", "fig fig-open"],
        ["none", "fig fig-none"],
        ["ledger", "led"],
      ].map(([v, cls]) => [
        h("dt", null, h("span", { class: cls }, "123")),
        h("dd", null, `${t("v_" + v)}${t("colon")}${t(`v_${v}_long`)}`),
      ]),
    ),
    h("p", { class: "under" }, t("neutral")),
    h("p", { class: "under" }, t("made_by", run.tool.version)),
  );
}

// Light, dark, or as the system has it.
const dark = matchMedia("(prefers-color-scheme: dark)");
let theme = ["light", "dark"].includes(read("gouji/theme")) ? read("gouji/theme") : "auto";

function paintTheme() {
  document.documentElement.dataset.theme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  byId("do-theme").firstElementChild.textContent = `${t("theme")}${t("colon")}${t("theme_" + theme)}`;
}

function nextTheme() {
  theme = { auto: "light", light: "dark", dark: "auto" }[theme];
  write("gouji/theme", theme);
  paintTheme();
}

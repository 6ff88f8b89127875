// The run, and its reports, which are taken apart when they are first opened.
const run = JSON.parse(byId("run").textContent);
const names = run.names;
const opened = new Map();

function t(key, ...values) {
  return run.ui[key].replace(/\{(\d)\}/g, (_, n) => values[Number(n)]);
}

const named = (table, word) =>
  names[table] && Object.prototype.hasOwnProperty.call(names[table], word) ? names[table][word] : word;
const GLYPH = { error: "■", warning: "▲", info: "●" };
const RANK = { error: 3, warning: 2, info: 1 };
const VERDICT = { ties: "tie", breaks: "break", undetermined: "open" };
const ruleTitle = (code) => (run.rules[code] ? run.rules[code][0] : code);

function report(k) {
  if (opened.has(k)) return opened.get(k);
  const r = JSON.parse(byId("report-" + k).textContent);
  const count = r.figures.text.length;
  r.relationsOf = Array.from({ length: count }, () => []);
  r.relations.forEach((relation, n) => {
    for (const m of relation.m) if (m[1] >= 0 && !r.relationsOf[m[1]].includes(n)) r.relationsOf[m[1]].push(n);
  });
  const order = { breaks: 0, undetermined: 1, ties: 2 };
  for (const list of r.relationsOf) list.sort((a, b) => order[r.relations[a].v] - order[r.relations[b].v] || a - b);
  r.findingsOf = Array.from({ length: count }, () => []);
  r.spanFindings = new Map();
  for (const n of run.reports[k].f) {
    run.findings[n].places.forEach((p, i) => {
      if (p[0] !== k) return;
      const about = i === run.findings[n].about;
      if (p[1] >= 0 && !r.findingsOf[p[1]].includes(n)) r.findingsOf[p[1]][about ? "unshift" : "push"](n);
      if (p[2] >= 0 && about) r.spanFindings.set(p[2], [...(r.spanFindings.get(p[2]) || []), n]);
    });
  }
  opened.set(k, r);
  return r;
}

const reportName = (k) => {
  const row = run.reports[k];
  return row.title || row.short;
};

// The number of a finding on the page: its place in its report's list.
const numberIn = (k, n) => run.reports[k].f.indexOf(n) + 1;
const homeOf = (n) => (run.findings[n].d >= 0 ? run.findings[n].d : run.findings[n].o);

// Where a finding stands, in a word: its line, or that it is about several reports.
const whereOf = (f) => (f.d < 0 && f.o >= 0 ? t("across") : t("line", f.l));

function haystack(n) {
  const f = run.findings[n];
  if (f.hay === undefined) {
    f.hay = [
      f.c,
      ruleTitle(f.c),
      f.m,
      f.label,
      f.formula,
      f.got,
      f.want,
      ...f.places.map((p) => p[4]),
      f.o >= 0 ? reportName(f.o) + " " + run.reports[f.o].short : f.file,
    ]
      .join("\n")
      .toLowerCase();
  }
  return f.hay;
}

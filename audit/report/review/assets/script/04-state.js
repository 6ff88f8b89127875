// What is shown: a report or the overview, what is selected in it, which findings the list holds.
const state = {
  doc: -1,
  finding: -1,
  figure: null,
  relation: -1,
  side: "findings",
  pane: "text",
  keys: read("gouji/keys") !== "off",
};
const filters = { severities: new Set(["error", "warning", "info"]), code: "", state: "", query: "" };

const scope = () => (state.doc >= 0 ? run.reports[state.doc].f : run.findings.map((_, n) => n));

function passes(n) {
  const f = run.findings[n];
  if (!filters.severities.has(f.s)) return false;
  if (filters.code && f.c !== filters.code) return false;
  if (filters.state && stateOf(n) !== filters.state) return false;
  return filters.query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack(n).includes(word));
}

// The findings of the list. The selected one stays while it is selected, even when a mark takes it out of the filter.
const listed = () => scope().filter((n) => n === state.finding || passes(n));
const filtered = () => filters.code || filters.state || filters.query || filters.severities.size < 3;

// The reviewer's marks: kept in this browser under the run's key, handed on as a file.
const MARKS = "gouji/marks/1";
const CHOICES = [
  ["属实", "true"],
  ["误报", "false"],
  ["口径", "scope"],
];
const LIMIT = { file: 20e6, rows: 100000, text: 4000 };
const shortWord = Object.fromEntries(CHOICES.map(([word, key]) => [word, key]));
let kept = true;

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    kept = false;
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    kept = false;
  }
}

const KEY = MARKS + ":" + run.key;
const marks = new Map(); // fingerprint -> {verdict, reason, name, date}
let loose = []; // marks of other runs that came with a file: kept, and written out again
let reviewer = read("gouji/reviewer") || "";

function loadMarks() {
  const text = read(KEY);
  write(KEY + ":probe", "1");
  try {
    localStorage.removeItem(KEY + ":probe");
  } catch {
    kept = false;
  }
  if (!text) return;
  try {
    const [good] = wellFormed(JSON.parse(text));
    adopt(good);
  } catch {
    /* what is stored is no marks: the next mark replaces it */
  }
}

function today() {
  const d = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

// Split the rows of a file into those that are marks and the number of those that are not.
function wellFormed(data) {
  if (!data || typeof data !== "object" || data.schema !== MARKS || !Array.isArray(data.marks))
    throw new Error("schema");
  const good = [];
  let bad = 0;
  const text = (x) => (x === undefined || x === null ? "" : x);
  for (const m of data.marks.slice(0, LIMIT.rows)) {
    const row =
      m && typeof m === "object"
        ? {
            fingerprint: m.fingerprint,
            verdict: m.verdict,
            reason: text(m.reason),
            name: text(m.name),
            date: text(m.date),
          }
        : {};
    const right =
      Object.values(row).every((x) => typeof x === "string" && x.length <= LIMIT.text) &&
      row.fingerprint &&
      Object.prototype.hasOwnProperty.call(shortWord, row.verdict);
    if (right) good.push(row);
    else bad += 1;
  }
  return [good, bad + Math.max(0, data.marks.length - LIMIT.rows)];
}

// Take rows over: of two marks of one finding the later one stays. Returns how many were new, old, and of other runs.
function adopt(rows) {
  const known = new Set(run.findings.map((f) => f.fp));
  const seen = new Map(loose.map((m) => [m.fingerprint, m]));
  let fresh = 0,
    old = 0,
    foreign = 0;
  for (const { fingerprint, ...mark } of rows) {
    if (!known.has(fingerprint)) {
      const before = seen.get(fingerprint);
      if (!before || mark.date >= before.date) seen.set(fingerprint, { fingerprint, ...mark });
      foreign += 1;
      continue;
    }
    const before = marks.get(fingerprint);
    if (before && (mark.date < before.date || JSON.stringify(before) === JSON.stringify(mark))) {
      old += 1;
      continue;
    }
    marks.set(fingerprint, mark);
    fresh += 1;
  }
  loose = [...seen.values()];
  return [fresh, old, foreign];
}

// The marks as a file: in the order of the findings, each fingerprint once, those of other runs last. Code, place, label
// and values are for people, and for the waivers that `gouji waive --from` makes of them.
function exported() {
  const done = new Set();
  const out = [];
  for (const f of run.findings) {
    const m = marks.get(f.fp);
    if (m && !done.has(f.fp)) {
      const values = f.values || f.places.filter((p) => p[4] || p[3]).map((p) => p[4].replace(/\s+/g, " ").trim());
      out.push({
        fingerprint: f.fp,
        verdict: m.verdict,
        reason: m.reason,
        name: m.name,
        date: m.date,
        code: f.c,
        place: `${f.o >= 0 ? run.reports[f.o].path : f.file}:${f.l}`,
        label: f.label,
        values,
      });
    }
    done.add(f.fp);
  }
  return { schema: MARKS, marks: [...out, ...loose] };
}

function saveMarks() {
  const rows = [...marks].map(([fingerprint, m]) => ({ fingerprint, ...m }));
  write(KEY, JSON.stringify({ schema: MARKS, marks: [...rows, ...loose] }));
}

function setMark(n, verdict) {
  const fp = run.findings[n].fp;
  const before = marks.get(fp);
  if (before && before.verdict === verdict) marks.delete(fp);
  else marks.set(fp, { verdict, reason: before ? before.reason : "", name: reviewer, date: today() });
  saveMarks();
  return marks.get(fp);
}

function setReason(n, reason) {
  const m = marks.get(run.findings[n].fp);
  if (!m) return;
  m.reason = reason.slice(0, LIMIT.text);
  m.date = today();
  m.name = reviewer || m.name;
  saveMarks();
}

const markOf = (n) => marks.get(run.findings[n].fp);
const markWord = (verdict) => t("m_" + shortWord[verdict]);
const stateOf = (n) => (markOf(n) ? "marked" : run.findings[n].waiver ? "waived" : "open");

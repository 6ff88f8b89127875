// Which figures belong together: boxes with their roles, and lines that run in the gaps between the lines of text and
// down the right margin, never across words.
const ANCHORS = ["reported", "total", "delta", "announced", "later"];
let drawn = []; // [{els, role, about}]

function clearDrawing() {
  for (const { els } of drawn) for (const el of els) el.classList.remove("on", "about", "band");
  drawn = [];
  for (const el of sheet.querySelectorAll(".role")) el.remove();
  const root = byId("links");
  if (root) root.textContent = "";
}

// Args: members as [report, figure, place, role]; about: index of the one that the statement is about, or -1.
function draw(members, about) {
  clearDrawing();
  const seen = new Set();
  members.forEach((m, n) => {
    if (m[0] !== state.doc) return;
    const els = m[1] >= 0 ? figureEls[m[1]] : m[2] >= 0 ? spanEls[m[2]] : null;
    const key = m[1] >= 0 ? "f" + m[1] : "s" + m[2];
    if (!els) return;
    if (seen.has(key)) {
      if (n === about) drawn.find((d) => d.key === key).about = true;
      return;
    }
    seen.add(key);
    drawn.push({ key, els, role: m[3], about: n === about });
  });
  if (drawn.length && !drawn.some((d) => d.about)) {
    const role = ANCHORS.find((r) => drawn.some((d) => d.role === r));
    (drawn.find((d) => d.role === role) || drawn[0]).about = true;
  }
  for (const d of drawn)
    for (const el of d.els)
      el.classList.add("on", ...(d.about ? ["about"] : []), ...(d.key[0] === "s" ? ["band"] : []));
  layLines();
}

function layLines() {
  const root = byId("links");
  if (!root) return;
  root.textContent = "";
  for (const el of sheet.querySelectorAll(".role")) el.remove();
  if (!drawn.length) return;
  const base = sheet.getBoundingClientRect();
  const em = parseFloat(getComputedStyle(sheet).fontSize);
  const pad = parseFloat(getComputedStyle(sheet).paddingRight);
  const right = sheet.clientWidth - pad + Math.min(20, pad * 0.5);
  const points = drawn
    .map((d) => {
      const rect = d.els[0].getClientRects()[0];
      if (!rect) return null;
      const middle = (rect.top + rect.bottom) / 2 - base.top;
      const half = parseFloat(getComputedStyle(d.els[0]).fontSize) / 2;
      return {
        d,
        left: rect.left - base.left,
        width: rect.width,
        x: rect.left - base.left + Math.min(rect.width / 2, 40),
        top: middle - half,
        foot: middle + half + 4,
        row: Math.round(middle / 6),
      };
    })
    .filter(Boolean);
  if (!points.length) return;
  root.setAttribute("width", sheet.clientWidth);
  root.setAttribute("height", sheet.scrollHeight);
  // places of one kind with nothing said about one of them (nine broken paragraphs) are shown, not tied
  const tied = points.length > 1 && !(points.length > 2 && drawn.every((d) => d.role === "item"));
  if (tied) drawLines(root, points, right, em);
  if (tied || points.length === 1) placeRoles(points);
}

// From each foot down into the gap below its line, along it, and to the foot of the figure that the statement is about.
function drawLines(root, points, right, em) {
  const anchor = points.find((p) => p.d.about) || points[0];
  const drop = em * 0.3;
  const bus = (p) => p.foot + drop;
  const near = (p) => Math.abs(p.row - anchor.row) <= 1;
  for (const p of points) {
    if (p === anchor) continue;
    const corners = near(p)
      ? [
          [p.x, p.foot],
          [p.x, bus(anchor)],
          [anchor.x, bus(anchor)],
          [anchor.x, anchor.foot],
        ]
      : [
          [p.x, p.foot],
          [p.x, bus(p)],
          [right, bus(p)],
          [right, bus(anchor)],
          [anchor.x, bus(anchor)],
          [anchor.x, anchor.foot],
        ];
    root.appendChild(svg("path", { d: rounded(corners, 4), class: "link" }));
    root.appendChild(svg("circle", { cx: p.x, cy: p.foot, r: 2 }));
  }
  root.appendChild(svg("circle", { cx: anchor.x, cy: anchor.foot, r: 3 }));
}

function rounded(corners, radius) {
  let d = `M${corners[0].join(" ")}`;
  for (let i = 1; i < corners.length - 1; i += 1) {
    const [a, b, c] = [corners[i - 1], corners[i], corners[i + 1]];
    const cut = (from) => {
      const dx = from[0] - b[0],
        dy = from[1] - b[1],
        length = Math.hypot(dx, dy) || 1;
      const r = Math.min(radius, length / 2);
      return [b[0] + (dx / length) * r, b[1] + (dy / length) * r];
    };
    d += `L${cut(a).join(" ")}Q${b.join(" ")} ${cut(c).join(" ")}`;
  }
  return d + `L${corners[corners.length - 1].join(" ")}`;
}

// The role of each figure above its left end; of labels that would cover each other the first of a kind stays.
function placeRoles(points) {
  const placed = [];
  const alone = points.length === 1;
  for (const p of [...points].sort((a, b) => a.top - b.top || a.left - b.left)) {
    if (!p.d.role || (alone && ["item", "reported"].includes(p.d.role))) continue;
    const label = h("span", { class: "role", "aria-hidden": "true" }, named("role", p.d.role));
    sheet.appendChild(label);
    const width = label.offsetWidth;
    let left = Math.max(2, Math.min(p.left - 2, sheet.clientWidth - width - 2));
    const clash = placed.find((q) => Math.abs(q.top - p.top) < 12 && left < q.right + 2 && left + width > q.left - 2);
    if (clash && clash.role === p.d.role) {
      label.remove();
      continue;
    }
    if (clash) left = clash.right + 3;
    label.style.left = left + "px";
    label.style.top = p.top - 15 + "px";
    placed.push({ left, right: left + width, top: p.top, role: p.d.role });
  }
}

// Where in the report findings stand: ticks beside the scroll bar.
function layMap() {
  const map = byId("map");
  map.textContent = "";
  if (state.doc < 0) return;
  const height = byId("scroll").scrollHeight || 1;
  const top = sheet.getBoundingClientRect().top;
  for (const [n, flag] of flagEls) {
    const tick = h("i", {
      class: `sev-${run.findings[n].s}${n === state.finding ? " on" : ""}`,
      title: `${numberIn(state.doc, n)} ${run.findings[n].c}`,
      on: { click: () => selectFinding(n, { from: "map" }) },
    });
    tick.style.top = (((flag.getBoundingClientRect().top - top) / height) * 100).toFixed(2) + "%";
    map.appendChild(tick);
  }
}

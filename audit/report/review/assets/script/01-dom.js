// Elements are built from text alone: nothing here, or after, parses markup.
const byId = (id) => document.getElementById(id);

function h(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") el.className = value;
    else if (key === "on") for (const [name, f] of Object.entries(value)) el.addEventListener(name, f);
    else if (key === "data") for (const [name, v] of Object.entries(value)) el.dataset[name] = v;
    else el.setAttribute(key, value === true ? "" : String(value));
  }
  append(el, children);
  return el;
}

function append(el, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    el.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
  }
}

function fill(el, ...children) {
  el.textContent = "";
  append(el, children);
  return el;
}

function svg(tag, attributes) {
  const el = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) el.setAttribute(key, value);
  return el;
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("screen and (max-width: 860px)");
const onPaper = matchMedia("print");

// The middle of a pane is where the eye goes first; only what stands outside of the pane's comfortable part is moved.
function reveal(el, pane, always) {
  if (!el) return;
  const a = el.getBoundingClientRect(),
    b = pane.getBoundingClientRect();
  const margin = Math.min(90, b.height / 5);
  if (!always && a.top >= b.top + margin && a.bottom <= b.bottom - margin) return;
  const target = pane.scrollTop + a.top - b.top - Math.max(margin, (b.height - a.height) * 0.4);
  const far = Math.abs(target - pane.scrollTop) > 4 * b.height;
  pane.scrollTo({ top: Math.max(0, target), behavior: calm.matches || far ? "auto" : "smooth" });
}

let spoken = 0;
function announce(text) {
  clearTimeout(spoken);
  const live = byId("live");
  live.textContent = "";
  spoken = setTimeout(() => {
    live.textContent = text;
  }, 60);
}

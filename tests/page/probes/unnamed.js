// Controls that a screen reader has no name for.
() =>
  [...document.querySelectorAll("button, select, input, textarea, [role=button]")]
    .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || (e.labels && e.labels.length)))
    .map((e) => e.outerHTML);

// Controls below 24 by 24 pixels.
() => {
  const kinds = "#panes button, .bar button, #inspector button, #filters button, select, .choices button, .chip";
  return [...document.querySelectorAll(kinds)]
    .map((e) => [e.id || e.className || e.textContent, e.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 24 || box.width < 24))
    .map(([name]) => name);
};

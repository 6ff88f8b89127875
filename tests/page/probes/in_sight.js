// Does the first element stand inside the pane of the text?
(selector) => {
  const a = document.querySelector(selector).getBoundingClientRect();
  const b = document.getElementById("scroll").getBoundingClientRect();
  return a.top >= b.top - 1 && a.bottom <= b.bottom + 1 && a.width > 0;
};

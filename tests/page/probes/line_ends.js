// Where each line of the drawing ends, in the window.
() => {
  const box = document.getElementById("sheet").getBoundingClientRect();
  return [...document.querySelectorAll("#links path")].map((path) => {
    const at = path.getPointAtLength(path.getTotalLength());
    return [at.x + box.left, at.y + box.top];
  });
};

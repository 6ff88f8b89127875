// Ids that are referred to and not there.
() =>
  [...document.querySelectorAll("[aria-controls], [aria-labelledby], [aria-describedby]")]
    .flatMap((e) => ["aria-controls", "aria-labelledby", "aria-describedby"].map((a) => e.getAttribute(a)))
    .filter((id) => id && !document.getElementById(id));

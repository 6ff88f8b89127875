// Milliseconds from choosing a report to its being laid out.
(reports) =>
  reports.map((k) => {
    const before = performance.now();
    const choose = document.getElementById("choose");
    choose.value = String(k);
    choose.dispatchEvent(new Event("change"));
    document.body.getBoundingClientRect();
    return performance.now() - before;
  });

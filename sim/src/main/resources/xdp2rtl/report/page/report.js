"use strict";
// Opens what a link leads to, and lights what belongs to a C line: everything is there without this.
(() => {
  const lit = new Set();
  const dark = () => { lit.forEach((it) => it.classList.remove("lit")); lit.clear(); };
  const light = (it) => { if (it) { it.classList.add("lit"); lit.add(it); } };
  const cells = new Map();
  document.querySelectorAll("td[data-line]").forEach((cell) => {
    const line = cell.dataset.line;
    if (line) { cells.set(line, [...(cells.get(line) || []), cell]); }
  });
  const show = (line) => {
    dark();
    light(line.querySelector("summary"));
    (cells.get(line.id) || []).forEach(light);
  };
  document.querySelectorAll("details.line").forEach((line) => {
    line.addEventListener("toggle", () => { if (line.open) { show(line); } else { dark(); } });
  });
  const follow = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.matches("details.line")) {
      target.open = true;
      show(target);
    }
  };
  addEventListener("hashchange", follow);
  follow();
})();

// Comfort of the queue: s goes to the next row, Enter accepts the one that has the focus, e edits it. All works without.
(() => {
  const rows = [...document.querySelectorAll(".queue .doubt")];
  if (!rows.length) return;
  const present = () => rows.find((row) => row.contains(document.activeElement));
  const go = (row) => {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const plain = (event) => !(event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey);

  document.addEventListener("keydown", (event) => {
    if (!plain(event) || event.target.closest("input, textarea, select")) return;
    const row = present();
    if (event.key === "Enter" && row && event.target === row) {
      event.preventDefault();
      if (!event.repeat) row.querySelector(".accept, .edit").click(); // a missing value has nothing to accept
    } else if (event.key === "e" && row) {
      event.preventDefault();
      row.querySelector(".edit").click();
    } else if (event.key === "s") {
      event.preventDefault();
      const next = row ? rows[rows.indexOf(row) + 1] : rows[0];
      if (next) go(next);
      else row.querySelector(".skip-one")?.click();
    }
  });

  if (location.hash === "#hang-doi") go(rows[0]); // after an act: the next row
})();

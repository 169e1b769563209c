// Keyboard comfort only: "/" goes to the search box, j, k and the arrows through the works of a list, Enter opens. The
// site does everything without this file.
(() => {
  const TYPED = "input, textarea, select, [contenteditable]";
  const box = () => document.querySelector("input[type=search]");

  const step = (by) => {
    const all = [...document.querySelectorAll("main .works .work-name a")];
    const at = all.findIndex((one) => one.closest("li").contains(document.activeElement));
    if (at === 0 && by < 0) return box()?.focus();
    const next = all[at < 0 && by < 0 ? all.length - 1 : at + by];
    if (!next) return;
    next.focus();
    next.closest("li").scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target instanceof Element ? event.target : document.body;
    const typing = at.closest(TYPED);
    const onHit = at.closest("main .works .work-name");
    const fromBox = typing && typing === box() && typing.getAttribute("aria-expanded") !== "true";
    if (event.key === "/" && !typing && box()) {
      event.preventDefault();
      box().focus();
      box().select();
    } else if ((event.key === "j" || event.key === "k") && !typing && !event.shiftKey) {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    } else if ((event.key === "ArrowDown" && (onHit || fromBox)) || (event.key === "ArrowUp" && onHit)) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    }
  });

  // Fields left empty stay out of the address, so that it can be sent as it is.
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    for (const [name, value] of [...event.formData]) if (!value && name !== "q") event.formData.delete(name);
  });
})();

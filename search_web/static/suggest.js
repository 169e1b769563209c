// Type-ahead under the search boxes: offers from /goi-y as a list to walk with the arrow keys. The boxes work without.
(() => {
  const WAIT = 120; // milliseconds after the last key
  const language = document.documentElement.lang;
  const spoken = language === "vi" ? "" : `&tieng=${language}`; // where the offers lead is in the language of the page
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  const attend = (box, ordinal) => {
    const list = make("ul", "", "offers");
    let timer = 0;
    let asked = "";
    let chosen = -1;
    list.id = `goi-y-${ordinal}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.dataset.offers || "Gợi ý");
    box.after(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
      box.setAttribute(name, value);
    }

    const options = () => [...list.querySelectorAll("[role=option]")];
    const close = () => {
      list.hidden = true;
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };
    const choose = (place) => {
      const all = options();
      chosen = (place + all.length + 1) % (all.length + 1);
      all.forEach((one, at) => one.setAttribute("aria-selected", String(at === chosen)));
      if (chosen === all.length) chosen = -1;
      if (chosen < 0) return box.removeAttribute("aria-activedescendant");
      box.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    };
    const show = (offers) => {
      let group = "";
      list.replaceChildren();
      offers.forEach((offer, at) => {
        if (offer.group !== group) {
          group = offer.group;
          const head = make("li", group, "offers-group");
          head.setAttribute("role", "presentation");
          list.append(head);
        }
        const item = make("li");
        item.id = `${list.id}-${at}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.href = offer.href;
        item.append(make("span", offer.label, "offers-label"), make("span", offer.detail, "offers-detail"));
        list.append(item);
      });
      chosen = -1;
      list.hidden = offers.length === 0;
      box.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      const typed = box.value.trim();
      if (typed === asked) return;
      asked = typed;
      if (!typed) return close();
      try {
        const answer = await fetch(`/goi-y?q=${encodeURIComponent(typed)}${spoken}`);
        if (answer.ok && asked === typed && document.activeElement === box) show((await answer.json()).offers);
      } catch {
        close(); // no line: the box is a plain one again
      }
    };

    box.addEventListener("input", (event) => {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    box.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const from = chosen < 0 && event.key === "ArrowUp" ? options().length : chosen;
        choose(event.key === "ArrowDown" ? from + 1 : from - 1);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.assign(options()[chosen].dataset.href);
      }
    });
    // The box must keep the focus until the choice is made, or its blur closes the list.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (item) location.assign(item.dataset.href);
    });
  };

  document.querySelectorAll("form[role=search] input[type=search]").forEach(attend);
})();

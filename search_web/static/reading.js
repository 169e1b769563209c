// Comfort of the reading view: copying, links to parts, finding in the text. The page does everything without it.
(() => {
  const copied = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      return false; // not a secure address: the words can be chosen and copied by hand
    }
  };

  // Buttons are made here: without the script there would be nothing behind them.
  for (const place of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    const said = document.createElement("span");
    button.type = "button";
    button.className = "small";
    button.textContent = place.dataset.label;
    button.setAttribute("aria-describedby", place.dataset.copy);
    said.className = "small quiet";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      const words = document.getElementById(place.dataset.copy);
      if (await copied(words.textContent)) said.textContent = place.dataset.done;
      else getSelection().selectAllChildren(words);
    });
    place.append(button, " ", said);
  }

  // The sign beside a heading goes to the part and copies its address.
  const text = document.querySelector(".text");
  if (!text) return;
  text.addEventListener("click", (event) => {
    const sign = event.target instanceof Element ? event.target.closest("a.anchor") : null;
    if (sign) copied(sign.href).then((done) => sign.classList.toggle("done", done));
  });

  // Addresses with a part's number written in another manner (#muc-Ii.3, #Dieu-5) lead there too.
  const lead = () => {
    const asked = decodeURIComponent(location.hash.slice(1));
    if (!asked || document.getElementById(asked)) return;
    const found = document.getElementById(asked.toLowerCase().replace(/[._]/g, "-").replace(/đ/g, "d"));
    if (found) location.replace(`#${found.id}`);
  };
  lead();
  window.addEventListener("hashchange", lead);

  // Beside the text there is room for the words of a note; on a narrow page they wait in their details.
  if (window.matchMedia("(min-width: 60em)").matches) {
    for (const note of text.querySelectorAll(".margin details")) note.open = true;
  }

  // --- finding in the text: as `search_web/find_in_text.py` does it ---------------------------------------------------
  const form = document.querySelector("form.find");
  if (!form) return;
  const [box, told] = [form.querySelector("input[type=search]"), form.querySelector("output")];
  const MARKS = /[\u0300-\u036f]/g;
  let places = [];
  let at = -1;

  const bare = (words) => words.normalize("NFD").replace(MARKS, "").replace(/[đĐ]/g, "d").toLowerCase();
  const marksOf = (words) => [...(words.toLowerCase().normalize("NFD").match(/[\u0300-\u036f]|đ/g) || [])].sort().join("");

  const clear = () => {
    for (const mark of text.querySelectorAll("mark.hit, mark.hit-on")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    document.querySelector("nav.places")?.remove();
    [places, at] = [[], -1];
  };

  // The letters of one block with the text node and the place each comes from; what is no letter or figure is a blank.
  const lettersOf = (block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => (node.parentElement.closest(".anchor, .margin") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
    });
    let even = "";
    const from = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let i = 0; i < node.data.length; i += 1) {
        const made = bare(node.data[i]);
        if (made === "" && even) continue;
        even += /^[\p{L}\p{N}]$/u.test(made) ? made : " ";
        from.push([node, i]);
      }
    }
    return [even, from];
  };

  const mark = (from, start, end) => {
    const pieces = [];
    for (let i = start; i < end; i += 1) {
      const [node, offset] = from[i];
      const last = pieces[pieces.length - 1];
      if (last && last.node === node) last.end = offset + 1;
      else pieces.push({ node, start: offset, end: offset + 1 });
    }
    return pieces;
  };

  const wrap = ({ node, start, end }, first) => {
    const range = document.createRange();
    const made = document.createElement("mark");
    made.className = first ? "hit" : "hit-on";
    range.setStart(node, start);
    range.setEnd(node, end);
    range.surroundContents(made);
    return made;
  };

  const find = () => {
    clear();
    const typed = box.value.trim();
    const words = bare(typed).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    if (!words) return;
    const wanted = marksOf(typed);
    const pattern = new RegExp(words.split(" ").join(" {1,4}"), "gu");
    for (const block of text.querySelectorAll("p, h3, h4")) {
      if (block.closest(".made, .margin")) continue; // words of the page, not of the text
      const [even, from] = lettersOf(block);
      const found = [];
      for (const match of even.matchAll(pattern)) {
        const [start, end] = [match.index, match.index + match[0].length];
        const written = from.slice(start, end).map(([node, i]) => node.data[i]).join("");
        if (!wanted || marksOf(written) === wanted) found.push(mark(from, start, end));
      }
      // From the end, so that the places before stay where they are.
      const made = found.reverse().map((pieces) => pieces.reverse().map((one, i) => wrap(one, i === pieces.length - 1)).pop());
      places.push(...made.reverse());
    }
  };

  const tell = () => {
    const count = places.length;
    if (!box.value.trim()) told.textContent = "";
    else if (!count) told.textContent = box.dataset.none;
    else if (at < 0) told.textContent = box.dataset.count.replace("{n}", count);
    else told.textContent = box.dataset.at.replace("{k}", at + 1).replace("{n}", count);
  };

  const go = (step) => {
    if (!places.length) return;
    places[at]?.classList.remove("now");
    at = (at + step + places.length) % places.length;
    places[at].classList.add("now");
    places[at].scrollIntoView({ block: "center" });
  };

  const remember = () => {
    const url = new URL(location.href);
    if (box.value.trim()) url.searchParams.set("tim", box.value.trim());
    else url.searchParams.delete("tim");
    history.replaceState(null, "", url);
  };

  let timer = 0;
  const search = () => {
    clearTimeout(timer);
    find();
    tell();
    remember();
  };
  let looked = null;
  const look = () => {
    if (looked === box.value) return;
    looked = box.value;
    search();
  };
  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(look, 150);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const step = (back) => {
    look();
    if (at < 0 && back) at = 0;
    go(back ? -1 : 1);
    tell();
  };
  form.querySelector("button").addEventListener("click", () => step(false));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    step(event.shiftKey);
  });
  if (box.value) look();
})();

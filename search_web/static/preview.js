// The preview card of a reference: after a moment's hover, on focus, on the first tap. Links are plain ones without it.
(() => {
  const WAIT = 300; // milliseconds of rest before a card opens
  const LEAVE = 250; // milliseconds to reach the card from the link
  const GAP = 6;
  const LINKS = "main a.ref, main a.ref-open";
  const kept = new Map();
  const card = document.createElement("aside");
  card.id = "the-xem-truoc";
  card.className = "card";
  card.hidden = true;
  document.body.append(card);
  let shown = null;
  let timer = 0;
  let touched = null;

  // /vb/x#dieu-5 → /vb/x/the?cho=dieu-5; the entry of a reference without a target, …/vien-dan#dan-3 → /vb/x/the?dan=3
  const address = (link) => {
    const url = new URL(link.href);
    const entry = /^(.*)\/vien-dan$/.exec(url.pathname);
    const part = decodeURIComponent(url.hash.slice(1));
    url.hash = "";
    if (entry) {
      url.pathname = `${entry[1]}/the`;
      url.searchParams.set("dan", part.replace("dan-", ""));
    } else {
      url.pathname += "/the";
      if (part) url.searchParams.set("cho", part);
    }
    return url.href;
  };

  const close = () => {
    clearTimeout(timer);
    card.hidden = true;
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
  };

  // Under the last line of the link, or above its first where there is no room; never over it.
  const place = (link) => {
    const lines = [...link.getClientRects()];
    const [first, last] = [lines[0], lines[lines.length - 1]];
    const wide = document.documentElement.clientWidth;
    const below = last.bottom + GAP + card.offsetHeight <= window.innerHeight || first.top < card.offsetHeight + GAP;
    const top = below ? last.bottom + GAP : first.top - GAP - card.offsetHeight;
    const left = Math.max(8, Math.min((below ? last : first).left, wide - card.offsetWidth - 8));
    card.style.setProperty("top", `${top + window.scrollY}px`);
    card.style.setProperty("left", `${left + window.scrollX}px`);
  };

  const fetched = async (url) => {
    if (!kept.has(url)) {
      const answer = await fetch(url);
      if (!answer.ok) return "";
      kept.set(url, await answer.text());
    }
    return kept.get(url);
  };

  const open = async (link) => {
    clearTimeout(timer);
    if (shown === link) return;
    close();
    shown = link;
    try {
      const html = await fetched(address(link));
      if (shown !== link || !html) return;
      card.innerHTML = html; // made and escaped by this site
      card.hidden = false;
      link.removeAttribute("title"); // the card says it, and more
      link.setAttribute("aria-describedby", card.id);
      place(link);
    } catch {
      close(); // no line: the link is a plain one
    }
  };

  const linkOf = (event) => (event.target instanceof Element ? event.target.closest(LINKS) : null);
  const soon = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkOf(event);
    if (link) soon(() => open(link), WAIT);
    else if (card.contains(event.target)) clearTimeout(timer);
    else soon(close, LEAVE);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link && link.matches(":focus-visible")) open(link);
    else if (!card.contains(event.target)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch" ? linkOf(event) : null;
    if (!linkOf(event) && !card.contains(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || touched !== link || shown === link) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) close();
  });
  window.addEventListener("resize", close);
})();

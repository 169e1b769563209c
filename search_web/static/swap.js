// Choosing a filter, an order or a chip on the results page changes the results and leaves the reader where they are:
// what is open stays open, the chosen line stays under the hand and keeps the focus. Without this file the links are
// plain links to the same addresses.
(() => {
  const CHOICES = "#loc a, .chips a, .sorts a, .understood a, #bo-loc + ul a";
  const parts = (page) => page.querySelector("#ket-qua");
  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status");
  document.body.append(told);
  let asked = 0;
  // What the results answer: a jump inside the page ("#loc") changes the address too, and leaves them as they are.
  const answered = () => location.pathname + location.search;
  let shown = answered();

  const opened = () => new Map([...parts(document).querySelectorAll("details[data-keep]")].map((one) => [one.dataset.keep, one.open]));

  // How a link is found again: every choice carries its name.
  const again = (name) => [...parts(document).querySelectorAll("a[data-keep]")].find((one) => one.dataset.keep === name);

  const put = (page, link) => {
    const open = opened();
    const wanted = link?.dataset.keep;
    const before = link ? link.getBoundingClientRect().top : 0;
    parts(document).replaceWith(parts(page));
    document.title = page.title;
    const box = document.querySelector(".masthead form.search");
    const fresh = page.querySelector(".masthead form.search");
    if (box && fresh) {
      const typed = box.querySelector("input[type=search]").value;
      box.querySelectorAll("input[type=hidden]").forEach((one) => one.remove());
      box.append(...fresh.querySelectorAll("input[type=hidden]"));
      box.querySelector("input[type=search]").value = fresh.querySelector("input[type=search]").value || typed;
    }
    parts(document).querySelectorAll("details[data-keep]").forEach((one) => {
      if (open.has(one.dataset.keep)) one.open = open.get(one.dataset.keep);
    });
    told.textContent = document.querySelector("#bao-nhieu")?.textContent || "";
    if (!link) return;
    const here = again(wanted) || document.querySelector("#loc a, .chips a");
    if (!here) return document.querySelector("main").focus();
    here.closest("details[data-keep]")?.setAttribute("open", "");
    here.focus({ preventScroll: true });
    scrollBy(0, here.getBoundingClientRect().top - before);
  };

  const go = async (href, link) => {
    const mine = ++asked;
    parts(document).setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      if (!answer.ok || !parts(page)) return location.assign(href);
      if (link) history.pushState({}, "", href);
      shown = answered();
      put(page, link);
    } catch {
      location.assign(href); // no line: the browser says so
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest(CHOICES) : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.pathname !== location.pathname || !parts(document)) return;
    event.preventDefault();
    go(link.href, link);
  });
  addEventListener("popstate", () => {
    if (answered() !== shown) go(location.href);
  });
})();

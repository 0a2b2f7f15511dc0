// What the browser does by itself: passes clicks on to Gradio's events, keeps the keyboard at home, remembers the
// reader's own questions, and hands files over. It makes no request of its own and writes only text, never HTML,
// from what it is given; the HTML it moves was made and escaped by the server.
window.troLy = (() => {
  const words = JSON.parse(document.getElementById("tro-ly-words").textContent);
  const HISTORY = "tro-ly-cau-hoi";
  const KEEP = 100;
  let opener = null; // the citation that the source panel shows

  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  function say(text) {
    const box = $("#said");
    if (!box) return;
    box.textContent = text;
    box.classList.add("on");
    clearTimeout(say.timer);
    say.timer = setTimeout(() => box.classList.remove("on"), 2600);
  }

  // A click (or Enter) on [data-do] becomes the Gradio event of that name with data-with as its data.
  function wire(element, trigger, names) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (!button || !names.includes(button.dataset.do)) return;
      if (button.dataset.do === "source") opener = button;
      trigger(button.dataset.do, JSON.parse(button.dataset.with || "{}"));
    });
  }

  // --- the talk -----------------------------------------------------------------------------------------------
  function welcome(element, trigger, watch, names) {
    wire(element, trigger, names);
    element.addEventListener("click", (event) => {
      if (event.target.closest("[data-local=to-plans]")) all("button[role=tab]").find((tab) => tab.textContent.trim() === words.plansTab)?.click();
    });
  }

  function talk(element, trigger, watch, names) {
    let newest = 0;
    wire(element, trigger, names);
    element.addEventListener("submit", (event) => event.preventDefault());
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-local]");
      if (!button) return;
      const turn = button.closest(".turn");
      const act = button.dataset.local;
      if (act === "fold") fold(button.closest("tbody"));
      if (act === "unfold") { all("tbody.closed", turn).forEach((group) => fold(group, true)); button.hidden = true; $(".tables [data-local=fold]", turn)?.focus({ preventScroll: true }); }
      if (act === "order") { byDay = button.getAttribute("aria-pressed") !== "true"; order(turn, byDay); }
      if (act === "jump") jump(turn, button.dataset.group);
      if (act === "copy") copyTable(turn);
      if (act === "link") copyText(linkTo(turn.dataset.question), words.linkCopied);
      if (act === "print") printTurn(turn);
      if (act === "up") vote(turn, "up", trigger);
      if (act === "down") { const form = $(".vote-word", turn); form.hidden = !form.hidden; if (!form.hidden) $("input", form).focus(); }
      if (act === "send-down") vote(turn, "down", trigger);
    });
    element.addEventListener("input", (event) => { if (event.target.closest(".picks")) sift(event.target); });
    element.addEventListener("toggle", (event) => { if (event.target.open) $(".picks input", event.target)?.focus({ preventScroll: true }); }, true);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches(".picks input")) { event.preventDefault(); $("button:not([hidden])", event.target.parentElement)?.click(); }
      if (event.key === "Enter" && event.target.closest(".vote-word")) vote(event.target.closest(".turn"), "down", trigger);
    });
    watch("value", () => {
      waiting(false);
      const edition = Number($(".talk", element).dataset.edition);
      const late = edition < newest;
      newest = edition;
      if (late) { trigger("redraw", {}); return; } // overtaken by the answer to a later question: the whole talk again
      const turns = all(".turn:not(.short)", element);
      if (byDay) turns.forEach((turn) => order(turn, true));
      const last = turns[turns.length - 1];
      address(last?.dataset.question);
      if (!last) { scrollTo({ top: 0 }); return; }
      remember(last.dataset.question);
      if (matchMedia("(pointer: coarse)").matches) $("#ask textarea")?.blur(); // the keyboard would hide the answer
      announce($(".says", last)?.textContent.trim() ?? "");
      const at = Number(element.querySelector(".talk")?.dataset.at ?? turns.length);
      const shown = $(`.turn[data-turn="${at}"]`, element) ?? last;
      shown.scrollIntoView({ block: "start" });
    });
  }

  // The page's address asks the last question again: after a reload, and for whoever it is given to.
  function address(question) {
    const here = new URL(location.href);
    if (question) here.searchParams.set("q", question); else here.searchParams.delete("q");
    if (here.href !== location.href) history.replaceState(history.state, "", here);
  }

  function fold(group, open = group.classList.contains("closed")) {
    group.classList.toggle("closed", !open);
    $("[data-local=fold]", group)?.setAttribute("aria-expanded", String(open));
  }

  // One list by deadline, or the groups as they were; kept for the answers that follow.
  let byDay = false;
  function order(turn, flat) {
    const button = $("[data-local=order]", turn);
    const table = button && $(".answer > .tables > .rows:not(.figures)", turn);
    if (!table || table.classList.contains("flat") === flat) return;
    button.setAttribute("aria-pressed", String(flat));
    table.classList.toggle("flat", flat);
    $(".jumps", turn)?.classList.toggle("unused", flat);
    if (flat) {
      const list = document.createElement("tbody");
      list.className = "by-day";
      const rows = all("tbody[data-group]", table).flatMap((group) => all("tr[data-task]", group).map((row) => { row.dataset.home = group.dataset.group; return row; }));
      rows.forEach((row, at) => { row.dataset.at = at; });
      const day = (row) => row.dataset.last ?? "9999";
      list.append(...rows.sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a.dataset.at - b.dataset.at)));
      table.append(list);
    } else {
      const list = $("tbody.by-day", table);
      for (const row of all("tr", list).sort((a, b) => a.dataset.at - b.dataset.at)) $(`tbody[data-group="${row.dataset.home}"]`, table).append(row);
      list.remove();
    }
  }

  function jump(turn, number) {
    const group = $(`.tables tbody[data-group="${number}"]`, turn);
    fold(group, true);
    group.scrollIntoView({ block: "start" });
    $("[data-local=fold]", group)?.focus({ preventScroll: true });
  }

  // The choices of a condition that hold every word typed, with or without accents.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  function sift(box) {
    const words = plain(box.value).split(/\s+/);
    all("button", box.parentElement).forEach((b) => { b.hidden = !words.every((word) => plain(b.textContent).includes(word)); });
  }

  function announce(text) {
    const box = $("#announce");
    if (box) box.textContent = text;
  }

  function vote(turn, which, trigger) {
    const word = which === "down" ? $(".vote-word input", turn).value : "";
    trigger("vote", { turn: Number(turn.dataset.turn), vote: which, word });
    all("[data-local=up],[data-local=down]", turn).forEach((b) => {
      const on = b.dataset.local === which;
      b.classList.toggle("pressed", on);
      b.setAttribute("aria-pressed", String(on));
    });
    const form = $(".vote-word", turn);
    if (form) form.hidden = true;
    say(words.thanks);
  }

  function linkTo(question) {
    const address = new URL(location.href);
    address.search = "";
    address.hash = "";
    address.searchParams.set("q", question);
    return address.href;
  }

  async function copyText(text, done) {
    try { await navigator.clipboard.writeText(text); say(done); } catch { say(words.copyFailed); }
  }

  // A bare table with borders, as Word and chat programs take it, and the same as tab-separated text.
  async function copyTable(turn) {
    const rows = all(".answer > .tables .rows tr", turn).filter((r) => !r.matches(".flat .group"));
    const table = document.createElement("table");
    table.setAttribute("border", "1");
    table.style.borderCollapse = "collapse";
    const lines = [];
    for (const row of rows) {
      const line = [];
      const out = table.insertRow();
      for (const cell of row.cells) {
        const copy = cell.cloneNode(true);
        if (!row.closest(".flat")) all(".of-plan", copy).forEach((part) => part.remove());
        all("[data-do]", copy).forEach((b) => b.replaceWith(b.dataset.place || b.textContent));
        const to = document.createElement(cell.tagName.toLowerCase());
        to.colSpan = cell.colSpan;
        to.textContent = copy.innerText.replace(/\s+/g, " ").trim();
        out.append(to);
        line.push(to.textContent);
      }
      lines.push(line.join("\t"));
    }
    const said = $(".says", turn)?.innerText.trim() ?? "";
    const heading = document.createElement("p");
    heading.textContent = said;
    const html = heading.outerHTML + (rows.length ? table.outerHTML : "");
    const plain = [said, ...lines].join("\n");
    try {
      await navigator.clipboard.write([new ClipboardItem({
        "text/html": new Blob([html], { type: "text/html" }),
        "text/plain": new Blob([plain], { type: "text/plain" }),
      })]);
      say(words.copied);
    } catch { say(words.copyFailed); }
  }

  function printTurn(turn) {
    document.body.classList.add("print-one");
    turn.classList.add("print");
    addEventListener("afterprint", () => { document.body.classList.remove("print-one"); turn.classList.remove("print"); }, { once: true });
    print();
  }

  // --- a long list that grows: what was in sight stays there ---------------------------------------------------
  function rows(element, trigger, watch, names) {
    wire(element, trigger, names);
    let at = 0;
    element.addEventListener("click", (event) => { if (event.target.closest("[data-do=more]")) at = $(".wide", element).scrollTop; });
    watch("value", () => { if (at) $(".wide", element).scrollTop = at; at = 0; });
  }

  // --- the chart begins with this month where it is wider than its box; the months before are a stroke away --------
  function calendar(element, trigger, watch, names) {
    wire(element, trigger, names);
    const begin = () => {
      const box = $(".wide", element), now = $("th.now", element), pin = $("th.pin", element);
      if (box && now && box.clientWidth) box.scrollLeft = now.offsetLeft - pin.offsetWidth;
    };
    watch("value", begin);
    new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) begin(); }).observe(element);
  }

  // --- the source panel ---------------------------------------------------------------------------------------
  function source(element, trigger, watch, names) {
    wire(element, trigger, names);
    element.addEventListener("click", (event) => {
      const act = event.target.closest("[data-local]")?.dataset.local;
      if (act === "close") closeSource();
      if (act === "previous") step(-1);
      if (act === "next") step(1);
      if (act === "zoom") zoom($(".src-page", event.target.closest(".src-figure")));
    });
    troLy.fixes(element, trigger);
    watch("value", () => {
      if (!$(".src", element)) return;
      steady(() => document.body.classList.add("source-open"));
      all("[data-do=source][aria-expanded=true]").forEach((b) => b.setAttribute("aria-expanded", "false"));
      opener?.setAttribute("aria-expanded", "true");
      const [list, at] = siblings();
      $("[data-local=previous]", element).disabled = at <= 0;
      $("[data-local=next]", element).disabled = at < 0 || at >= list.length - 1;
      const counter = $(".src-count", element);
      if (counter) counter.textContent = list.length > 1 ? `${at + 1}/${list.length}` : "";
      requestAnimationFrame(() => {
        bring($(".src-here", element));
        if (!element.contains(document.activeElement)) $("[data-local=close]", element).focus({ preventScroll: true });
      });
    });
  }

  // The citation that was pressed stays where it is while the panel takes room from the talk or gives it back.
  function steady(change) {
    const top = opener?.getBoundingClientRect().top;
    change();
    if (opener?.isConnected) scrollBy({ top: opener.getBoundingClientRect().top - top, behavior: "instant" });
  }

  // Scrolls the marked row to a third of whatever scrolls around it: the panel's body, on a phone the whole sheet.
  function bring(here) {
    for (let box = here?.parentElement; box && box.id !== "source"; box = box.parentElement) {
      if (box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === "visible") continue;
      box.scrollTop += here.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    }
  }

  function zoom(leaf) {
    const large = leaf.parentElement.classList.toggle("large");
    const box = $(".src-box", leaf);
    if (large && box) leaf.parentElement.scrollLeft = Math.max(0, box.offsetLeft - 16);
    bring(box);
  }

  // The different citations of the turn (or list) that holds the opener, in order.
  function siblings() {
    if (!opener) return [[], -1];
    const scope = opener.closest(".answer, .wide, .digest, .receipt") ?? document.body;
    const seen = new Map();
    all("[data-do=source]", scope).forEach((b) => { if ((b.checkVisibility() || b.closest("tbody.closed")) && !seen.has(b.dataset.with)) seen.set(b.dataset.with, b); });
    const list = [...seen.values()];
    return [list, list.findIndex((b) => b.dataset.with === opener.dataset.with)];
  }

  function step(by) {
    const [list, at] = siblings();
    const to = list[at + by];
    if (!to) return;
    const group = to.closest("tbody.closed");
    if (group) fold(group, true);
    to.click();
    to.scrollIntoView({ block: "nearest" });
  }

  function closeSource() {
    if (!document.body.classList.contains("source-open")) return false;
    steady(() => document.body.classList.remove("source-open"));
    opener?.setAttribute("aria-expanded", "false");
    opener?.focus({ preventScroll: true });
    return true;
  }

  // --- history, in this browser alone -------------------------------------------------------------------------
  function remembered() {
    try { return JSON.parse(localStorage.getItem(HISTORY)) ?? []; } catch { return []; }
  }

  function remember(question) {
    if (!question) return;
    const list = [question, ...remembered().filter((q) => q !== question)].slice(0, KEEP);
    try { localStorage.setItem(HISTORY, JSON.stringify(list)); } catch { /* private windows keep nothing */ }
  }

  function tools(element, trigger, watch, names) {
    wire(element, trigger, names);
    const drawer = $("#drawer", element);
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-local]");
      if (!button) return;
      if (button.dataset.local === "history") { fill(drawer); drawer.hidden = false; document.body.classList.add("drawer-open"); $("button", drawer).focus(); }
      if (button.dataset.local === "history-close") closeDrawer();
      if (button.dataset.local === "history-clear") { localStorage.removeItem(HISTORY); fill(drawer); }
      if (button.dataset.local === "again") { closeDrawer(); trigger("askthis", { question: button.textContent }); }
    });
  }

  function fill(drawer) {
    const list = remembered();
    const items = list.map((question) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.local = "again";
      button.textContent = question;
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
    $("ol", drawer).replaceChildren(...items);
    $(".empty", drawer).hidden = list.length > 0;
  }

  function closeDrawer() {
    const drawer = $("#drawer");
    if (!drawer || drawer.hidden) return false;
    drawer.hidden = true;
    document.body.classList.remove("drawer-open");
    $("[data-local=history]").focus();
    return true;
  }

  // --- files that are handed over -----------------------------------------------------------------------------
  // parcel: {name, type, data: base64, open} made by the server; nothing is left on the server to be fetched by others
  function handOver(parcel) {
    if (!parcel || !parcel.data) { if (parcel?.message) say(parcel.message); return; }
    const bytes = Uint8Array.from(atob(parcel.data), (c) => c.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: parcel.type }));
    const link = document.createElement("a");
    link.href = address;
    if (parcel.open) { link.target = "_blank"; link.rel = "noopener"; } else link.download = parcel.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  // --- keys, and what is waited for -----------------------------------------------------------------------------------
  function typing(target) { return target.closest("input, textarea, select, [contenteditable=true]"); }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menus = all(".chip details[open]");
      if (menus.length) menus.forEach((d) => { d.open = false; $("summary", d).focus(); });
      else if (!closeDrawer()) closeSource();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") { const box = $("#ask textarea"); if (box?.offsetParent) { event.preventDefault(); box.focus(); } }
    if (document.body.classList.contains("source-open") && event.target.closest("#source, .cite")) {
      if (event.key === "ArrowLeft") step(-1);
      if (event.key === "ArrowRight") step(1);
    }
  });
  // While an answer is waited for; shown only when that takes longer than a blink (frame.css).
  function waiting(on) {
    clearTimeout(waiting.timer);
    document.body.classList.toggle("asking", on);
    if (on) waiting.timer = setTimeout(() => waiting(false), 60000);
  }
  // The line is sent once, however often Enter is pressed until its answer is there; then it is empty again, unless
  // something else was typed meanwhile.
  let sent = null;
  function send(event) {
    const question = $("#ask textarea").value;
    if (!question.trim()) return;
    if (question === sent && document.body.classList.contains("asking")) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    sent = question;
    waiting(true);
  }
  function left(typed) {
    const answered = !document.body.classList.contains("asking");
    waiting(false);
    return answered && typed === sent ? "" : typed;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target.matches("#ask textarea")) send(event);
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("#ask .submit-button")) send(event);
    else if (event.target.closest("[data-do=askthis], [data-local=again]")) waiting(true);
  }, true);
  document.addEventListener("click", (event) => {
    all(".chip details[open]").forEach((d) => { if (!d.contains(event.target)) d.open = false; });
    if (!event.target.closest("#drawer, [data-local=history]")) closeDrawer();
  });

  return { $, all, words, wire, welcome, talk, rows, calendar, source, tools, handOver, left, say };
})();

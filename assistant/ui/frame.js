// The page's frame: light and dark, where each tab was left, and the words that Gradio gives in English. Loaded after
// page.js, whose parts it uses.
Object.assign(window.troLy, (() => {
  const { $, all, words } = window.troLy;
  const THEME = "tro-ly-nen";

  function theme(next) {
    const dark = next ?? !document.body.classList.contains("dark");
    document.body.classList.toggle("dark", dark);
    try { localStorage.setItem(THEME, dark ? "dark" : "light"); } catch { /* stays for this page */ }
  }

  function head(element) {
    element.addEventListener("click", (event) => {
      const act = event.target.closest("[data-local]")?.dataset.local;
      if (act === "theme") theme();
      if (act === "skip") { event.preventDefault(); $("#ask textarea")?.focus(); }
    });
    document.documentElement.lang = "vi";
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
    const kept = (() => { try { return localStorage.getItem(THEME); } catch { return null; } })();
    if (kept) theme(kept === "dark");
  }

  // Names and messages that Gradio gives in English without a word for translation.
  function name() {
    for (const box of all("[data-testid=toast-body]")) {
      const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const word = words.toasts[walk.currentNode.nodeValue.trim()];
        if (word) walk.currentNode.nodeValue = word;
      }
    }
    for (const part of all("#drop .uploading")) {
      const count = part.textContent.match(/^\s*Uploading (\d+)/);
      if (count) part.textContent = words.files.uploading.replace("{}", count[1]);
    }
    for (const [selector, word] of Object.entries(words.names)) {
      all(selector).forEach((part) => { if (part.getAttribute("aria-label") !== word) part.setAttribute("aria-label", word); });
    }
  }

  // Each tab is come back to where it was left; one that is opened for the first time begins at its top.
  const places = new Map();
  document.addEventListener("click", (event) => {
    const to = event.target.closest("button[role=tab], .overflow-dropdown button"), from = $("button[role=tab][aria-selected=true]");
    if (!to || !from || to === from) return;
    places.set(from.textContent.trim(), scrollY);
    requestAnimationFrame(() => requestAnimationFrame(() => scrollTo({ top: places.get(to.textContent.trim()) ?? 0, behavior: "instant" })));
  }, true);

  return { head };
})());

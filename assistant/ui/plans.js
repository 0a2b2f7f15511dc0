// The tab of plans, and the form that puts a row right: what was dropped in, what is under way, what waits to be looked
// over. Loaded after page.js, whose parts it uses; like it, it makes no request and writes only text.
Object.assign(window.troLy, (() => {
  const { $, all, words, wire } = window.troLy;
  const WHO = "tro-ly-ten";

  // --- files that are dropped in ------------------------------------------------------------------------------
  // What cannot be taken is turned away here, by name, so that the others of the same drop are still read.
  function takeIn(input, files) {
    const kept = new DataTransfer();
    const away = [];
    for (const file of files) {
      const known = words.files.types.some((type) => file.name.toLowerCase().endsWith(type));
      if (!known) away.push(words.files.unknown.replace("{}", file.name));
      else if (file.size > words.files.largest) away.push(words.files.tooLarge.replace("{}", file.name));
      else kept.items.add(file);
    }
    $("#away").replaceChildren(...away.map((message) => {
      const item = document.createElement("li");
      item.className = "bad";
      item.textContent = message;
      return item;
    }));
    input.files = kept.files;
    return kept.files.length;
  }
  document.addEventListener("change", (event) => {
    const input = event.target.closest("#drop input[type=file]");
    if (input && !takeIn(input, [...input.files])) event.stopImmediatePropagation();
  }, true);
  document.addEventListener("drop", (event) => {
    const input = event.target.closest("#drop") && $("#drop input[type=file]");
    if (!input || !event.dataTransfer.files.length) return;
    event.preventDefault();
    event.stopPropagation();
    if (takeIn(input, [...event.dataTransfer.files])) input.dispatchEvent(new Event("change", { bubbles: true }));
  }, true);

  // --- putting rows right, in the source panel and before a plan is put in ------------------------------------
  function fixes(element, trigger) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-local=correct]");
      if (button) correct(button.closest(".fix"), trigger);
    });
    element.addEventListener("change", (event) => {
      const form = event.target.closest(".fix");
      if (form && event.target.name === "field") $("[name=now]", form).value = JSON.parse(form.dataset.values)[event.target.value];
    });
    element.addEventListener("toggle", (event) => { if (event.target.matches(".fix[open]")) named(event.target); }, true);
  }

  function named(form) {
    const name = $("[name=who]", form);
    try { if (name && !name.value) name.value = localStorage.getItem(WHO) ?? ""; } catch { /* left empty */ }
  }

  // What is under way or was done is brought into sight where it was asked for further down.
  function steps(element, trigger, watch, names) {
    wire(element, trigger, names);
    watch("value", () => { if ($(".steps", element)) element.scrollIntoView({ block: "nearest" }); });
  }

  // The row that was put right stays in sight: everything is folded anew when the list comes back.
  function review(element, trigger, watch, names) {
    let at = null;
    wire(element, trigger, names);
    fixes(element, (event, data) => { at = data; trigger(event, data); });
    watch("value", () => {
      const form = at && all(".fix", element).find((one) => one.dataset.ref === at.ref && one.dataset.plan === at.plan);
      at = null;
      if (!form) return;
      const folded = form.closest("details.more");
      if (folded) folded.open = true;
      form.closest("li").scrollIntoView({ block: "center" });
      $("summary", form).focus({ preventScroll: true });
    });
  }

  function correct(form, trigger) {
    const who = $("[name=who]", form).value;
    try { localStorage.setItem(WHO, who); } catch { /* asked again next time */ }
    const { ref, plan } = form.dataset;
    trigger("correct", { ref, plan, field: $("[name=field]", form).value, now: $("[name=now]", form).value, who });
  }

  return { fixes, steps, review };
})());

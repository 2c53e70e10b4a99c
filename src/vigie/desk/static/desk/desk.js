// Keys and small comforts. Every page works without this file.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const find = (what, where = document) => where.querySelector(what);
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const link = (row) => find("[data-open-row]", row);
  let going = false;

  const current = () => rows().findIndex((row) => row.classList.contains("at") || row.contains(document.activeElement));

  function select(index) {
    const all = rows();
    if (!all.length) return;
    const chosen = all[Math.max(0, Math.min(index, all.length - 1))];
    all.forEach((row) => row.classList.toggle("at", row === chosen));
    link(chosen).focus({ preventScroll: true });
    chosen.scrollIntoView({ block: "nearest" });
  }

  function press(what) {
    const button = find(what);
    if (button) button.click();
    return Boolean(button);
  }

  function decide() {
    const place = document.getElementById("decide");
    if (!place) return false;
    place.scrollIntoView({ block: "nearest" });
    find("[name=outcome]:checked, [name=outcome]", place).focus();
    return true;
  }

  const acts = {
    j: () => select(current() + 1),
    k: () => select(Math.max(0, current() - 1)),
    o: () => { const row = rows()[current()]; if (row) link(row).click(); },
    x: () => { const box = find("[data-pick]", rows()[current()] || document.createElement("i")); if (box) box.click(); },
    n: () => press("[data-next]"),
    c: () => press("[data-claim]"),
    d: decide,
    "/": () => { const box = find("[data-search]"); if (box) { box.focus(); box.select(); } else { location.href = "/queue"; } },
    "?": () => { const help = document.getElementById("keys"); if (help && !help.open) help.showModal(); },
    h: () => { const help = find("[data-help]"); if (help) { help.parentElement.open = !help.parentElement.open; help.focus(); } },
    u: () => press("[data-back]"),
  };

  const writes = (target) => target.matches("textarea, select, [contenteditable]") || (target.matches("input") && !["radio", "checkbox", "button"].includes(target.type));

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && target.closest(".decide")) {
      event.preventDefault();
      target.closest("form").requestSubmit();
      return;
    }
    if (event.key === "Escape" && writes(target)) { target.blur(); return; }
    if (event.key === "Escape") { document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; find("summary", menu).focus(); }); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || writes(target) || find("dialog[open]")) return;
    if (going) {
      going = false;
      const way = find(`[data-go="${CSS.escape(event.key)}"]`);
      if (way) { event.preventDefault(); way.click(); }
      return;
    }
    if (event.key === "g") { going = true; setTimeout(() => { going = false; }, 1200); return; }
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open).showModal();
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // One box ticks and unticks all of a name.
  document.addEventListener("change", (event) => {
    const all = event.target.dataset?.all;
    if (all) event.target.form.querySelectorAll(`[name="${CSS.escape(all)}"]`).forEach((box) => { box.checked = event.target.checked; });
  });

  // "Back" leads to the view of the queue one came from.
  const kept = "vigie.queue";
  if (document.body.classList.contains("queue")) {
    const keep = () => sessionStorage.setItem(kept, location.search);
    keep();
    document.addEventListener("htmx:pushedIntoHistory", keep);
  }
  const back = find("[data-back]");
  if (back && sessionStorage.getItem(kept)) back.href = back.pathname + sessionStorage.getItem(kept);

  // A picture is unveiled while a key or a finger is held on it, and veiled whenever the window is left.
  const veil = () => document.querySelectorAll(".veil.held").forEach((one) => one.classList.remove("held"));
  const hold = (event) => { const one = event.target.closest && event.target.closest("[data-hold]"); if (one) { one.classList.add("held"); if (event.type === "keydown") event.preventDefault(); } };
  document.addEventListener("pointerdown", hold);
  document.addEventListener("keydown", (event) => { if (event.key === " ") hold(event); });
  ["pointerup", "pointercancel", "keyup", "blur"].forEach((name) => window.addEventListener(name, veil));
  document.addEventListener("visibilitychange", veil);
  document.addEventListener("contextmenu", (event) => { if (event.target.closest("[data-hold]")) event.preventDefault(); });

  // The same decision is not sent twice.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.submitter?.hasAttribute("formaction")) return;
    if (event.target.hasAttribute("hx-post") && !event.target.hasAttribute("hx-trigger")) return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));
})();

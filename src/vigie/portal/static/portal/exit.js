// The way out: a white page first, then the visit is ended, then another page takes this one's place in the history.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const link = document.querySelector("[data-exit]");
  if (!link) return;
  const away = link.dataset.exit;
  let leaving = false;

  function cover() {
    const overlay = document.createElement("div");
    overlay.className = "overlay";
    overlay.setAttribute("role", "alert");
    document.body.append(overlay);
    document.title = " ";
  }

  function leave(event) {
    if (event) event.preventDefault();
    if (leaving) return;
    leaving = true;
    cover();
    try { sessionStorage.clear(); } catch { /* storage is closed to us: there is nothing in it */ }
    // What ends the visit may take its time; the screen may not.
    fetch(link.href, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => undefined);
    location.replace(away);
  }

  link.addEventListener("click", leave);
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < 2000);
    if (presses.length >= 3) leave();
  });
  // Back from the other page: what stood here is not shown again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) { cover(); location.replace(away); }
  });
})();

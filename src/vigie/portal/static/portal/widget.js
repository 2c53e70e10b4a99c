// A way in for other sites: a button that opens the children's way in a tab of its own. It asks, sends and keeps nothing.
(() => {
  "use strict";
  const own = document.currentScript;
  if (!own) return;
  const link = document.createElement("a");
  link.href = new URL("/bonjour/", own.src).href;
  link.target = "_blank";
  link.rel = "noreferrer noopener";
  link.textContent = own.dataset.words || "Parler à un adulte";
  const look = { position: "fixed", insetInlineEnd: "1rem", bottom: "1rem", zIndex: "2147483000", padding: "0.8rem 1.2rem", borderRadius: "999px", background: "#1f6159", color: "#fff", font: "600 1rem/1.2 system-ui, sans-serif", textDecoration: "none", boxShadow: "0 2px 10px #0004" };
  Object.assign(link.style, look);
  const place = () => document.body.append(link);
  if (document.body) place(); else document.addEventListener("DOMContentLoaded", place);
})();

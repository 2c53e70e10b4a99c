// Lines as they come: by a stream, and where that cannot be had, by asking again and again.
(() => {
  "use strict";
  const thread = document.getElementById("thread");
  const form = document.getElementById("say");
  const state = document.getElementById("state");
  if (!thread) return;
  const last = () => Number([...thread.querySelectorAll("[data-line]")].map((line) => line.dataset.line).pop() || 0);
  let over = false;

  function show(news) {
    for (const line of news.lines) {
      if (thread.querySelector(`[data-line="${line.id}"]`)) continue;
      const place = document.createElement("div");
      place.className = `letter ${line.by === "child" ? "child" : "desk"}`;
      place.dataset.line = line.id;
      place.textContent = line.text;
      thread.append(place);
      place.scrollIntoView({ block: "nearest" });
    }
    if (news.state !== "waiting" || !news.ahead) state.textContent = state.dataset[news.state] || state.textContent;
    over = news.state === "ended";
  }

  async function look() {
    try {
      const answer = await fetch(`${thread.dataset.lines}?after=${last()}`, { headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } catch { /* hardly connected: the next look may do */ }
  }

  function ask() {
    setTimeout(async () => { if (!over) { await look(); ask(); } }, 3000);
  }

  const source = window.EventSource ? new EventSource(`${thread.dataset.stream}?after=${last()}`) : null;
  if (source) {
    source.onmessage = (event) => { show(JSON.parse(event.data)); if (over) source.close(); };
    source.onerror = () => { if (source.readyState === EventSource.CLOSED) ask(); };
  } else ask();

  form.addEventListener("submit", async (event) => {
    const text = form.elements.namedItem("text");
    if ((event.submitter && event.submitter.value === "end") || !text.value.trim()) return;
    event.preventDefault();
    const said = new URLSearchParams({ text: text.value, do: "say" });
    try {
      const answer = await fetch(form.action, { method: "POST", body: said, redirect: "manual" });
      if (answer.type !== "opaqueredirect") throw new Error("not taken");
      text.value = "";
      look();
    } catch { form.submit(); }
  });
})();

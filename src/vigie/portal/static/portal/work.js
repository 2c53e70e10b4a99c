// A little computing before a form is sent: one person does not notice it, ten thousand robots do.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const form = document.querySelector("form[data-work]");
  if (!form || !window.Worker) return;
  const asked = form.elements.namedItem("asked").value;
  const types = window.trustedTypes;
  const script = types ? types.createPolicy("work", { createScriptURL: () => form.dataset.work }).createScriptURL("") : form.dataset.work;
  const worker = new Worker(script);
  const done = new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); worker.onerror = () => resolve(""); });
  worker.postMessage(asked);
  form.addEventListener("submit", (event) => {
    const counter = form.elements.namedItem("counter");
    const leaves = event.submitter && event.submitter.value === "back";
    if (counter.value || leaves || form.dataset.sent) return;
    event.preventDefault();
    const button = event.submitter;
    if (button) { button.disabled = true; button.textContent = form.dataset.wait; }
    Promise.race([done, new Promise((resolve) => setTimeout(() => resolve(""), 60000))]).then((found) => {
      counter.value = found;
      form.dataset.sent = "1";
      form.submit();
    });
  });
})();

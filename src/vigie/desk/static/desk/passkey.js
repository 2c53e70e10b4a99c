// Passkeys: a form with data-passkey holds what the browser is asked; its answer goes back in the form.
"use strict";
(() => {
  const bytes = (text) => {
    const plain = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const credential = (one) => ({ ...one, id: bytes(one.id) });

  const options = (asked) => {
    const key = { ...asked.publicKey, challenge: bytes(asked.publicKey.challenge) };
    if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
    if (key.excludeCredentials) key.excludeCredentials = key.excludeCredentials.map(credential);
    if (key.allowCredentials) key.allowCredentials = key.allowCredentials.map(credential);
    return { publicKey: key };
  };

  const answer = (made) => {
    const said = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
      if (made.response[name]) said[name] = text(made.response[name]);
    return JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, response: said,
      clientExtensionResults: made.getClientExtensionResults(),
    });
  };

  const send = async (event) => {
    const form = event.target;
    if (!form.matches("form[data-passkey]") || form.elements.answer.value) return;
    event.preventDefault();
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
    try {
      const asked = options(JSON.parse(form.dataset.passkey));
      const made = asked.publicKey.user ? await navigator.credentials.create(asked) : await navigator.credentials.get(asked);
      form.elements.answer.value = answer(made);
      form.submit();
    } catch (error) {
      failed.hidden = false;
    }
  };

  if (window.PublicKeyCredential) document.addEventListener("submit", send);
  else document.querySelectorAll("form[data-passkey]").forEach((form) => { form.hidden = true; });
})();

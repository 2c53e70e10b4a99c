// Records a voice message where the browser can; the file field beside it does the same where it cannot.
(() => {
  "use strict";
  const place = document.getElementById("recorder");
  if (!place || !navigator.mediaDevices || !window.MediaRecorder || !window.DataTransfer) return;
  place.hidden = false;
  const button = place.querySelector("button");
  const field = document.getElementById("voice");
  const sound = place.querySelector("audio");
  let recorder = null;

  async function begin() {
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch { place.classList.add("refused"); place.querySelector("[role=status]").textContent = place.dataset.no; return; }
    const parts = [];
    recorder = new MediaRecorder(stream);
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      const bytes = new Blob(parts, { type: recorder.mimeType });
      const box = new DataTransfer();
      box.items.add(new File([bytes], "voice.webm", { type: bytes.type }));
      field.files = box.files;
      sound.src = URL.createObjectURL(bytes);
      sound.hidden = false;
      recorder = null;
      button.textContent = place.dataset.again;
      button.classList.remove("recording");
    };
    recorder.start();
    button.textContent = place.dataset.stop;
    button.classList.add("recording");
    setTimeout(() => recorder && recorder.stop(), 5 * 60 * 1000);
  }

  button.addEventListener("click", () => (recorder ? recorder.stop() : begin()));
})();

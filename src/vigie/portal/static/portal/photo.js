// A picture of oneself: it is read here, its fingerprint is made here, and it never leaves. Only the fingerprint is sent.
(() => {
  "use strict";
  const MOST = 40e6; // pixels: a larger picture is looked at in a smaller size
  const input = document.getElementById("photo");
  const form = document.getElementById("fingerprints");
  const list = document.getElementById("found");
  if (!input || !form) return;

  async function pixels(file) {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, Math.sqrt(MOST / (picture.width * picture.height)));
    const width = Math.max(5, Math.round(picture.width * scale));
    const height = Math.max(5, Math.round(picture.height * scale));
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
    pen.drawImage(picture, 0, 0, width, height);
    picture.close();
    const read = pen.getImageData(0, 0, width, height).data;
    canvas.width = 0;
    return { read, width, height };
  }

  async function take(file) {
    const sha256 = self.sha256.hex(new Uint8Array(await file.arrayBuffer()));
    let looks = { pdq: "", quality: "" };
    try {
      const seen = await pixels(file);
      looks = self.pdq(seen.read, seen.width, seen.height);
    } catch { /* not a picture that this browser reads: its digest is enough */ }
    return `${sha256} ${looks.pdq} ${looks.quality}`.trim();
  }

  input.addEventListener("change", async () => {
    const busy = document.getElementById("busy");
    busy.hidden = false;
    for (const file of [...input.files].slice(0, 20)) {
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = "fingerprint";
      hidden.value = await take(file);
      form.append(hidden);
      const line = document.createElement("li");
      line.textContent = `${hidden.value.slice(0, 12)}…`;
      list.append(line);
    }
    input.value = "";
    busy.hidden = true;
    document.getElementById("ready").hidden = false;
    form.querySelector("button[data-send]").disabled = false;
    form.querySelector("button[data-send]").focus();
  });
})();

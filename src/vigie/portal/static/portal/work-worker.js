// Finds the counter: SHA-256(challenge : counter) must begin with so many zero bits.
importScripts("sha256.js");
onmessage = (event) => {
  const asked = event.data;
  const zeros = Number(asked.split(".")[1]);
  const encoder = new TextEncoder();
  for (let counter = 0; ; counter += 1) {
    const words = self.sha256.words(encoder.encode(`${asked}:${counter}`));
    const clear = words[0] === 0 ? 32 : Math.clz32(words[0]);
    if (clear >= zeros) { postMessage(String(counter)); return; }
  }
};

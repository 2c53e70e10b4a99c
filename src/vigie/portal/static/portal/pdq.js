// PDQ, the 256-bit fingerprint of how a picture looks: the same as the desk's reference (kernels/pdq.py), step by step.
(function (root) {
  "use strict";
  const GRID = 64;
  const SIDE = 16;
  const DCT = new Float32Array(SIDE * GRID);
  for (let f = 0; f < SIDE; f += 1) {
    for (let p = 0; p < GRID; p += 1) DCT[f * GRID + p] = Math.sqrt(2 / GRID) * Math.cos((Math.PI / (2 * GRID)) * (f + 1) * (2 * p + 1));
  }
  const [RED, GREEN, BLUE] = [Math.fround(0.299), Math.fround(0.587), Math.fround(0.114)];

  // Grey of RGBA pixels, transparent parts on white.
  function luma(pixels) {
    const grey = new Float64Array(pixels.length / 4);
    for (let i = 0, p = 0; i < grey.length; i += 1, p += 4) grey[i] = Math.fround(pixels[p] * RED + pixels[p + 1] * GREEN + pixels[p + 2] * BLUE);
    return grey;
  }

  // The mean of what lies in the box, along one axis: `step` apart, `length` long, `lines` of them `stride` apart.
  function box(values, length, step, lines, stride) {
    const size = Math.floor((length + 2 * GRID - 1) / (2 * GRID));
    const right = Math.floor(size / 2);
    const left = size - 1 - right;
    const sums = new Float64Array(length + 1);
    for (let line = 0; line < lines; line += 1) {
      const start = line * stride;
      for (let i = 0; i < length; i += 1) sums[i + 1] = sums[i] + values[start + i * step];
      for (let i = 0; i < length; i += 1) {
        const from = Math.max(i - left, 0);
        const to = Math.min(i + right + 1, length);
        values[start + i * step] = (sums[to] - sums[from]) / (to - from);
      }
    }
  }

  function grid(grey, width, height) {
    for (let pass = 0; pass < 2; pass += 1) {
      box(grey, width, 1, height, width);
      box(grey, height, width, width, 1);
    }
    const small = new Float32Array(GRID * GRID);
    for (let y = 0; y < GRID; y += 1) {
      const row = Math.floor(((y + 0.5) * height) / GRID) * width;
      for (let x = 0; x < GRID; x += 1) small[y * GRID + x] = grey[row + Math.floor(((x + 0.5) * width) / GRID)];
    }
    return small;
  }

  function quality(small) {
    let sum = 0;
    const step = (a, b) => Math.abs(Math.trunc(Math.fround(Math.fround(Math.fround(b - a) * 100) / 255)));
    for (let y = 0; y < GRID; y += 1) {
      for (let x = 0; x < GRID; x += 1) {
        if (x + 1 < GRID) sum += step(small[y * GRID + x], small[y * GRID + x + 1]);
        if (y + 1 < GRID) sum += step(small[y * GRID + x], small[(y + 1) * GRID + x]);
      }
    }
    return Math.min(Math.floor(sum / 90), 100);
  }

  function hash(small) {
    const half = new Float64Array(SIDE * GRID);
    for (let f = 0; f < SIDE; f += 1) for (let x = 0; x < GRID; x += 1) {
      let sum = 0;
      for (let y = 0; y < GRID; y += 1) sum += DCT[f * GRID + y] * small[y * GRID + x];
      half[f * GRID + x] = sum;
    }
    const dct = new Float64Array(SIDE * SIDE);
    for (let f = 0; f < SIDE; f += 1) for (let g = 0; g < SIDE; g += 1) {
      let sum = 0;
      for (let x = 0; x < GRID; x += 1) sum += half[f * GRID + x] * DCT[g * GRID + x];
      dct[f * SIDE + g] = sum;
    }
    const middle = Float64Array.from(dct).sort()[127];
    let hex = "";
    for (let nibble = 63; nibble >= 0; nibble -= 1) {
      let value = 0;
      for (let bit = 3; bit >= 0; bit -= 1) value = value * 2 + (dct[nibble * 4 + bit] > middle ? 1 : 0);
      hex += value.toString(16);
    }
    return hex;
  }

  // The fingerprint and its quality of RGBA pixels, both sides at least five pixels.
  root.pdq = (pixels, width, height) => {
    const small = grid(luma(pixels), width, height);
    return { pdq: hash(small), quality: quality(small) };
  };
})(self);

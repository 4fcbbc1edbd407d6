// Cuts the spot out of a page's picture. Boxes are in units of the page, whose size comes with the picture.
"use strict";
(() => {
  const around = 0.6;
  for (const spot of document.querySelectorAll("svg[data-picture]")) {
    (async () => {
      const answer = await fetch(spot.dataset.picture);
      const [width, height] = (answer.headers.get("x-page") ?? "").split(" ").map(Number);
      if (!answer.ok || !(width > 0 && height > 0)) return;
      const [x0, y0, x1, y1] = spot.dataset.box.split(" ").map(Number);
      // Some of what stands around it, so that one sees where it is.
      const more = Math.max((y1 - y0) * around, 24);
      const left = Math.max(0, x0 - more), top = Math.max(0, y0 - more);
      const image = document.createElementNS("http://www.w3.org/2000/svg", "image");
      image.setAttribute("width", width);
      image.setAttribute("height", height);
      image.setAttribute("href", URL.createObjectURL(await answer.blob()));
      const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [name, value] of Object.entries({ x: x0, y: y0, width: x1 - x0, height: y1 - y0, fill: "none", stroke: "#c2261c", "stroke-width": 1.2 })) frame.setAttribute(name, value);
      spot.setAttribute("viewBox", [left, top, Math.min(width, x1 + more) - left, Math.min(height, y1 + more) - top].join(" "));
      spot.append(image, frame);
    })().catch(() => {});
  }
})();

"""What a scene of the wall must never do: measured in the page, of whatever is drawn."""

FAULTS = r"""
(() => {
  const root = document.documentElement;
  const rem = parseFloat(getComputedStyle(root).fontSize);
  const near = 0.12 * rem; // rounding
  const screen = { left: 0, top: 0, right: root.clientWidth, bottom: root.clientHeight };
  const faults = [];
  const told = (one) => `${one.className || one.tagName} "${one.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  const meet = (a, b) => ({
    left: Math.max(a.left, b.left), top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom),
  });
  const isEmpty = ({ left, top, right, bottom }) => right - left <= near || bottom - top <= near;
  const isSeen = (one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.closest(".sr, .skip, .wall-help, .wall-blank");
  const isOut = ({ left, top, right, bottom }) =>
    left < -near || top < -near || right > screen.right + near || bottom > screen.bottom + near;
  const clips = (one) => {
    const { overflowX, overflowY } = getComputedStyle(one);
    return overflowX !== "visible" || overflowY !== "visible";
  };
  /** The boxes that cut it, without the body. */
  const frames = (one) => {
    const found = [];
    for (let up = one; up && up !== document.body; up = up.parentElement) {
      if (clips(up)) {
        found.push(up.getBoundingClientRect());
      }
    }
    return found;
  };

  // 1. text: no line is cut, or beyond the screen
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || one.closest("script, noscript, template, svg") || !isSeen(one)) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const around = frames(one);
    const drawn = [];
    for (const line of range.getClientRects()) {
      // what a letter may reach above and below its line is not its line
      const high = Math.min(line.height, 1.05 * parseFloat(getComputedStyle(one).fontSize));
      const middle = (line.top + line.bottom) / 2;
      const inner = { left: line.left, right: line.right, top: middle - high / 2, bottom: middle + high / 2 };
      const left = around.reduce(meet, inner);
      if (isEmpty(inner) || isEmpty(left)) {
        continue;
      }
      const part = (left.bottom - left.top) / (inner.bottom - inner.top);
      const wide = inner.right - inner.left - (left.right - left.left);
      if (part > 0.2 && part < 0.9) {
        faults.push(`a line cut in its middle: ${told(one)}`);
      } else if (part >= 0.9 && wide > near * 2) {
        faults.push(`a line cut at its end: ${told(one)}`);
      }
      if (part >= 0.9) {
        drawn.push(left);
        if (isOut(left)) {
          faults.push(`beyond the screen: ${told(one)}`);
        }
      }
    }
    if (drawn.length) {
      texts.push({ one, drawn });
    }
  }

  // a scene's own title is whole
  for (const one of [...document.querySelectorAll("[data-title]")].filter(isSeen)) {
    if (one.textContent.length < 40 && one.scrollHeight > one.clientHeight + near) {
      faults.push(`a title cut: ${told(one)}`);
    }
  }

  // 2. no text lies upon another
  const narrow = ({ left, top, right, bottom }) => {
    const slack = 0.2 * (bottom - top);
    return { left, right, top: top + slack, bottom: bottom - slack };
  };
  const flat = texts.flatMap(({ one, drawn }) => drawn.map((line) => ({ one, line: narrow(line) })));
  flat.sort((a, b) => a.line.top - b.line.top);
  flat.forEach((a, index) => {
    for (let next = index + 1; next < flat.length && flat[next].line.top < a.line.bottom; next += 1) {
      const b = flat[next];
      if (a.one !== b.one && !isEmpty(meet(a.line, b.line))) {
        faults.push(`upon each other: ${told(a.one)} and ${told(b.one)}`);
      }
    }
  });

  // 3. boxes stay apart, and within what holds them
  const BOXES = `.wall-top, .wall-said, .wall-progress, .wall-band, .wall-strong, .wall-list > .card, .strong,
    .turn-from, .turn-to, .turn-arrow, .move-note, .turns-part, .cloud li, .cloud-foot, .cloud-legend li,
    .wall-question, .sign, .qr, .wall-left, .wall-coming, .wall-now, .wall-next li, [data-theme], .chart, .wall-empty,
    .wall-clock, .wall-what, .wall-logo`;
  const boxes = [...document.querySelectorAll(BOXES)]
    .filter(isSeen)
    .map((one) => ({ one, box: one.getBoundingClientRect() }));
  for (const [index, a] of boxes.entries()) {
    if (isOut(a.box)) {
      faults.push(`beyond the screen: ${told(a.one)}`);
    }
    for (const b of boxes.slice(index + 1)) {
      const over = meet(a.box, b.box);
      const least = a.one.matches(".cloud li") && b.one.matches(".cloud li") ? 0.75 * rem : near;
      const isApart = over.right - over.left <= least || over.bottom - over.top <= least;
      if (!isApart && !a.one.contains(b.one) && !b.one.contains(a.one)) {
        faults.push(`upon each other: ${told(a.one)} and ${told(b.one)}`);
      }
    }
  }

  // 4. what letters have above and below is not cut off where their box cuts
  const canvas = (window.boxesCanvas ??= document.createElement("canvas").getContext("2d"));
  const LINES = `[data-text], [data-german], h1, h2, [data-question], .wall-question, .wall-event, .wall-coming, li,
    .chart-title`;
  const cutting = new Set(texts.map(({ one }) => one.closest(LINES)).filter((one) => one && clips(one)));
  for (const one of cutting) {
    const style = getComputedStyle(one);
    canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = canvas.measureText(one.innerText);
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = ink;
    const half = (parseFloat(style.lineHeight) - up - down) / 2;
    const above = ink.actualBoundingBoxAscent - up - half - parseFloat(style.paddingTop);
    const below = ink.actualBoundingBoxDescent - down - half - parseFloat(style.paddingBottom);
    if (Math.max(above, below) > near) {
      faults.push(`letters cut, ${above.toFixed(1)} above, ${below.toFixed(1)} below: ${told(one)}`);
    }
    if (/\n\s*\n/.test(one.innerText.trim())) {
      faults.push(`a blank line: ${told(one)}`);
    }
  }
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.scrollingElement;
  if (scrollWidth > clientWidth || scrollHeight > clientHeight) {
    faults.push("the page scrolls");
  }
  return [...new Set(faults)];
})()
"""
PLACES = """
(() => {
  const top = document.querySelector("[data-top]").getBoundingClientRect();
  const clock = document.querySelector(".wall-time").getBoundingClientRect();
  return [top.left, top.top, top.right, top.bottom, (clock.left + clock.right) / 2, (clock.top + clock.bottom) / 2]
    .map((one) => Math.round(one));
})()
"""
"""Where the head and the middle of its clock are."""

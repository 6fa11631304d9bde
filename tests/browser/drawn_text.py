"""What drawn text must never do on a phone, measured in the page: of whatever is on it, in any language."""

FAULTS = r"""
() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  const faults = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : [];
  const told = (one) => `${one.className || one.tagName} "${one.textContent.trim().replace(/\s+/g, " ").slice(0, 60)}"`;
  const CONTROLS = "button, .button, summary, .kind, .tab, .row, .speak, .chip, .scale label";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (
      !walker.currentNode.data.trim() ||
      one.closest("script, noscript, template, svg, textarea, select, .sr, .skip") ||
      !one.checkVisibility({ visibilityProperty: true }) ||
      getComputedStyle(one).clipPath !== "none" // a word for the ear, beside its sign
    ) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const control = one.closest(CONTROLS)?.getBoundingClientRect();
    let scrolls = false;
    const frames = [];
    for (let up = one; up && up !== document.body; up = up.parentElement) {
      const { overflowX, display, textOverflow } = getComputedStyle(up);
      if (display === "inline") continue;
      if (textOverflow === "ellipsis") scrolls = true; // shortened, and says so
      if (overflowX === "auto" || overflowX === "scroll") scrolls = true;
      if (!scrolls && (overflowX === "hidden" || overflowX === "clip")) frames.push(up);
    }
    for (const line of range.getClientRects()) {
      if (line.width < 1) continue;
      const out = ({ left, right, top, bottom }, slack) =>
        line.left < left - 1 || line.right > right + 1 || line.top < top - slack || line.bottom > bottom + slack;
      if (control && out(control, 4)) faults.push(`out of its button: ${told(one)}`);
      if (!scrolls && (line.left < -1 || line.right > clientWidth + 1)) faults.push(`beyond the screen: ${told(one)}`);
      for (const frame of frames) {
        const box = frame.getBoundingClientRect();
        if (line.left < box.left - 1 || line.right > box.right + 1) faults.push(`cut at its side: ${told(one)}`);
        if (getComputedStyle(frame).webkitLineClamp !== "none" && frame.scrollHeight > frame.clientHeight + 2) {
          faults.push(`cut below: ${told(one)}`);
        }
      }
    }
  }
  return [...new Set(faults)];
}
"""
"""Lines that are cut, out of their button, or beyond the screen."""
TURNED = r"""
() => {
  const rtl = document.documentElement.dir === "rtl";
  const faults = [];
  const told = (one) => `${one.className || one.tagName} "${one.textContent.trim().replace(/\s+/g, " ").slice(0, 60)}"`;
  const isSeen = (one) =>
    one.checkVisibility({ visibilityProperty: true }) &&
    !one.closest("script, noscript, template, svg, select, .sr, .skip");
  const box = (node, at, length = 1) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + length);
    return range.getBoundingClientRect();
  };
  const middle = ({ left, right }) => (left + right) / 2;
  const isOneLine = (a, b) => a.width && b.width && Math.abs(a.bottom - b.bottom) < a.height / 2;

  // 1. punctuation stands where its own words end, and hours before minutes
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = node.data;
    const one = node.parentElement;
    if (!text.trim() || !isSeen(one)) continue;
    for (const { index } of text.matchAll(/[0-9]{2}:[0-9]{2}/g)) {
      const [hours, minutes] = [box(node, index, 2), box(node, index + 3, 2)];
      if (isOneLine(hours, minutes) && middle(hours) > middle(minutes)) faults.push(`minutes first: ${told(one)}`);
    }
    const isArabic = /\p{Script=Arabic}/u.test(text);
    if (isArabic === /\p{Script=Latin}/u.test(text)) continue; // neither, or both, which the page keeps apart
    const end = text.trimEnd().length - 1;
    if (end < 1 || !/[.!?\u061f:)\u201c\u00bb]/.test(text[end])) continue;
    const [last, sign] = [box(node, end - 1), box(node, end)];
    if (isOneLine(last, sign) && middle(sign) > middle(last) === isArabic) faults.push(`a sign before: ${told(one)}`);
  }

  // 2. what is read first stands at the side where reading begins
  const PAIRS = [
    [".band > .sign", ".band-time"],
    [".band-time", "[data-menu]"],
    [".band-page > .band-key", ".band-page [data-menu]"],
    ["#text", "[data-send]"],
    [".kind:first-of-type", ".kind:last-of-type"],
    [".tab:first-child", ".tab:last-child"],
    [".card-kind", ".card-head time"],
    [".card-foot .dot-button", ".card-foot .end"],
    ["[data-line] .icon", "[data-language]"],
    [".banner > .icon", ".banner > p"],
    [".ask-line .sign", ".ask-question"],
    [".arrival-notice .icon", ".arrival-notice span"],
    [".name-row label", ".name-row .field"],
    [".move-clock > span", ".move-clock button"],
    [".menu-sheet a .icon", ".menu-sheet a .icon:last-child"],
    [".scale label:first-of-type", ".scale label:last-of-type"],
    [".composer-reply .icon", ".composer-reply button"],
  ];
  for (const [first, then] of PAIRS) {
    for (const a of document.querySelectorAll(first)) {
      const b = a.parentElement.querySelector(`:scope > ${then.split(" ").pop()}`) ??
        a.parentElement.parentElement.querySelector(then);
      if (!b || a === b || !isSeen(a) || !isSeen(b)) continue;
      const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
      const isBeside = one.width && other.width && one.top < other.bottom && other.top < one.bottom;
      if (isBeside && middle(one) > middle(other) !== rtl) faults.push(`${then} is read before ${first}`);
    }
  }

  // 3. nothing keeps a side of its own, and what points turns round
  for (const one of document.querySelectorAll("body *")) {
    if (!isSeen(one)) continue;
    const { textAlign, float } = getComputedStyle(one);
    if (textAlign === "left" || textAlign === "right") faults.push(`keeps to the ${textAlign}: ${told(one)}`);
    if (float === "left" || float === "right") faults.push(`floats to the ${float}: ${told(one)}`);
  }
  for (const one of document.querySelectorAll(".icon-turns")) {
    const isTurned = getComputedStyle(one).transform.startsWith("matrix(-1");
    if (isSeen(one.parentElement) && isTurned !== rtl) faults.push(`points back: ${told(one.parentElement)}`);
  }
  return [...new Set(faults)];
}
"""
"""Signs and numbers in the wrong order, and what does not mirror where the page runs from right to left."""

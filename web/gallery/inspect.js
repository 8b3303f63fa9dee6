/** Runs in the page: what of it overflows, overlaps, is cut, is too small to be touched, or is in the wrong language. */
export function inspect({ language, least }) {
  const faults = [];
  /** What the invented day calls exams and centres: data, and in the language in which it was imported. */
  const NAMES = /State Eligibility Test|Constable Recruitment|(Girls School|City College|Public School|Vidyalaya), \w+/;
  const root = document.documentElement;
  const dialog = document.querySelector("dialog[open]");
  const within = dialog ?? document.body;
  const named = (element) =>
    `${element.tagName.toLowerCase()} "${(element.textContent || element.getAttribute("aria-label") || "").trim().slice(0, 40)}"`;
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (/(auto|scroll|hidden|clip)/.test(style.overflowX) && up.scrollWidth > up.clientWidth) return true;
      if (/(auto|scroll|hidden|clip)/.test(style.overflowY) && up.scrollHeight > up.clientHeight) return true;
    }
    return false;
  };
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return (
      box.width > 1 &&
      box.height > 1 &&
      style.visibility !== "hidden" &&
      !element.closest("[hidden]") &&
      style.clipPath === "none"
    );
  };
  const nodes = document.querySelectorAll("*").length;
  if (nodes > 3000) faults.push(`has ${nodes} nodes`);
  if (root.scrollWidth > root.clientWidth + 1) faults.push(`is ${root.scrollWidth - root.clientWidth} px too wide`);

  const targets = [
    ...within.querySelectorAll("a[href], button, input, select, textarea, summary, [role=application]"),
  ].filter(shown);
  const boxes = [];
  for (const element of targets) {
    const label = element.matches("input[type=checkbox]") ? element.closest("label") : undefined;
    const box = (label ?? element).getBoundingClientRect();
    if (box.bottom < 0 || element.closest("[class*=skip]")) continue;
    if (box.width < least - 0.5 || box.height < least - 0.5)
      faults.push(`${named(element)} is only ${Math.round(box.width)}×${Math.round(box.height)}`);
    if (!scrolls(element)) {
      if (box.right > root.clientWidth + 1 || box.left < -1) faults.push(`${named(element)} is outside`);
      boxes.push([element, box]);
    }
  }
  for (const [index, [a, one]] of boxes.entries()) {
    for (const [b, two] of boxes.slice(index + 1)) {
      if (a.contains(b) || b.contains(a)) continue;
      if (
        getComputedStyle(a).position === "fixed" ||
        a.closest("header, [role=status]") ||
        b.closest("header, [role=status]")
      )
        continue;
      const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
      const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
      if (wide > 2 && high > 2) faults.push(`${named(a)} lies over ${named(b)}`);
    }
  }
  // Text that does not fit its box and cannot be scrolled to. What ends in an ellipsis on purpose is a table's cell.
  for (const element of within.querySelectorAll("h1, h2, h3, p, dt, dd, label, button, a, legend, span, time")) {
    if (!shown(element) || element.closest("[role=table]") || element.closest("canvas")) continue;
    const style = getComputedStyle(element);
    if (style.display === "inline" || element.children.length > 3) continue;
    if (element.scrollWidth > element.clientWidth + 2 && style.overflowX !== "visible")
      faults.push(`${named(element)} is cut`);
    if (
      element.scrollWidth > element.clientWidth + 2 &&
      style.overflowX === "visible" &&
      element.clientWidth > 0 &&
      !scrolls(element)
    ) {
      faults.push(`${named(element)} overflows`);
    }
  }
  // A Hindi page has no Latin sentence: three Latin words in a row that are not marked as another language.
  if (language === "hi") {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      const up = node.parentElement;
      if (!up || up.closest("[lang=en], script, style, code, option, [role=table], table, [data-name]")) continue;
      if (NAMES.test(text)) continue;
      if (/(?:\b[A-Za-z]{2,}\b[ ,]+){3,}/.test(text) && !/[\u0900-\u097f]/.test(text))
        faults.push(`says in Latin: ${text.trim().slice(0, 60)}`);
    }
  }
  return [...new Set(faults)].slice(0, 12);
}

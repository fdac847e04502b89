// The scheme editor's line numbers and the sliders' figures. Each works without it; nothing here computes a result.

/** Numbers beside a text, as many as it has lines, scrolled along with it. */
function number(frame) {
  const text = frame.querySelector("textarea");
  const gutter = frame.querySelector("[data-gutter]");
  const draw = () => {
    const lines = text.value.split("\n").length;
    gutter.textContent = Array.from({ length: lines }, (_, index) => index + 1).join("\n");
  };
  text.addEventListener("input", draw);
  text.addEventListener("scroll", () => { gutter.scrollTop = text.scrollTop; });
  draw();
}

/** `[data-line]` puts the cursor on that line of the text and brings it into sight. */
function goToLine(event) {
  const asked = event.target.closest("[data-line]");
  const text = document.querySelector("[data-numbered] textarea");
  if (!asked || !text) return;
  const before = text.value.split("\n").slice(0, asked.dataset.line - 1);
  const start = before.reduce((length, line) => length + line.length + 1, 0);
  const end = text.value.indexOf("\n", start);
  text.focus();
  text.setSelectionRange(start, end < 0 ? text.value.length : end);
  const height = parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (before.length - 4) * height);
}

/** A slider shows where it stands, and whether it was moved. */
function show(event) {
  const dial = event.target.closest(".dial");
  if (!dial) return;
  const output = dial.querySelector("output");
  output.textContent = `${event.target.value} ${output.dataset.unit}`;
  dial.classList.toggle("moved", event.target.value !== event.target.defaultValue);
}

for (const frame of document.querySelectorAll("[data-numbered]")) number(frame);
document.addEventListener("click", goToLine);
document.addEventListener("input", show);

// The editor of a paragraph: figures are put in by a key, the preview shows their values.
const form = document.querySelector("[data-note-editor]");
const area = form?.querySelector("textarea");
const preview = form?.querySelector("[data-preview]");
const buttons = [...(form?.querySelectorAll("button[data-figure]") ?? [])];
const values = new Map(buttons.map((one) => [one.dataset.figure, one.dataset.value]));

function draw() {
  const line = preview.querySelector("p");
  line.textContent = "";
  area.value.split(/(\{[^{}]*\})/).forEach((part) => {
    const name = /^\{\s*([^{}]*?)\s*\}$/.exec(part)?.[1];
    if (name === undefined) {
      line.append(part);
      return;
    }
    const chip = document.createElement("span");
    chip.className = values.has(name) ? "nt-figure" : "bad";
    chip.textContent = values.get(name) ?? part;
    line.append(chip);
  });
  buttons.forEach((one) => {
    const used = area.value.includes(`{${one.dataset.figure}}`);
    one.classList.toggle("primary", !used);
  });
}

if (preview) {
  preview.hidden = false;
  buttons.forEach((one) => {
    one.hidden = false;
    one.nextElementSibling.hidden = true;
    one.addEventListener("click", () => {
      area.setRangeText(`{${one.dataset.figure}}`, area.selectionStart, area.selectionEnd, "end");
      area.focus();
      draw();
    });
  });
  area.addEventListener("input", draw);
  draw();
}

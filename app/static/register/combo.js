// A field that searches related rows on the server: a form never holds all of them.
// The hidden input keeps the id, the visible one its name (ARIA combobox with a list).

const WAIT = 180; // milliseconds after the last key before asking

export function enhance(root) {
  const [key, input] = root.querySelectorAll("input");
  const list = root.querySelector("[role=listbox]");
  const depends = root.dataset.depends ? JSON.parse(root.dataset.depends) : {};
  let timer = 0;
  let asked = 0;
  let named = input.value;
  let active = -1;

  const items = () => [...list.querySelectorAll("[role=option]")];
  const isOpen = () => !list.hidden;

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    if (!yes) mark(-1);
  }

  function mark(index) {
    active = index;
    items().forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    const item = items()[index];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function address(text) {
    const args = new URLSearchParams({ q: text });
    for (const [filter, field] of Object.entries(depends)) {
      const other = root.closest("form").elements[field];
      if (other && other.value) args.set(filter, other.value);
    }
    const source = root.dataset.source;
    return `${source}${source.includes("?") ? "&" : "?"}${args}`;
  }

  async function ask(text) {
    const mine = ++asked;
    let found = { results: [], more: false };
    try {
      const answer = await fetch(address(text), { headers: { Accept: "application/json" } });
      if (answer.ok) found = await answer.json();
    } catch {
      // without a connection the list stays empty; what was chosen before is kept
    }
    if (mine === asked && document.activeElement === input) show(found);
  }

  function show({ results, more }) {
    list.replaceChildren(
      ...results.map(({ id, text, note }, at) => {
        const item = document.createElement("li");
        item.setAttribute("role", "option");
        item.id = `${list.id}-${at}`;
        item.dataset.id = id;
        item.dataset.text = text;
        item.textContent = text;
        if (note) {
          const more = document.createElement("span");
          more.className = "muted small";
          more.textContent = ` ${note}`;
          item.append(more);
        }
        return item;
      }),
    );
    if (more || !results.length) {
      const note = document.createElement("li");
      note.className = "note";
      note.setAttribute("role", "presentation");
      note.textContent = more ? "…" : "—";
      list.append(note);
    }
    open(true);
    mark(results.length && input.value !== named ? 0 : -1);
  }

  function choose(id, text) {
    const changed = key.value !== String(id);
    key.value = id;
    input.value = named = text;
    open(false);
    if (changed) root.dispatchEvent(new Event("combo:chosen", { bubbles: true }));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(input.value.trim()), WAIT);
  });
  input.addEventListener("click", () => isOpen() || ask(""));
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    const count = items().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) ask("");
      else if (count) mark((active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (event.key === "Enter" && isOpen()) {
      event.preventDefault();
      if (active >= 0) choose(items()[active].dataset.id, items()[active].dataset.text);
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      input.value = named;
      open(false);
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the field keeps the focus
    const item = event.target.closest("[role=option]");
    if (item) choose(item.dataset.id, item.dataset.text);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    asked++;
    if (input.value.trim() === "") choose("", "");
    else input.value = named;
    open(false);
  });
}

/** The dialogs that let another teacher go on from a day, and take that back. */

import { dialog, el, send, words } from "./talk.js";

export function changing(data) {
  const view = dialog("ld-change");
  if (!view) return;
  const { box, form, fault } = view;
  const day = box.querySelector("#ld-on");
  const table = box.querySelector(".ld-division");
  const [key, name] = box.querySelectorAll("#ld-new-combo input");
  let row = 0;
  let asked = 0;

  function wait() {
    table.replaceChildren(el("p", { class: "muted" }, words.day_first));
  }

  function draw(plan) {
    const kinds = data.order.filter((kind) => plan.whole[kind]);
    const heads = [words.of_row, words.taught, words.kept, words.left];
    const body = kinds.map((kind) => {
      const left = el("output", {}, String(plan.left[kind]));
      const kept = el("input", { type: "text", inputmode: "numeric", maxlength: 4, name: kind,
        value: plan.kept[kind], "aria-label": `${words.kept}: ${data.kinds[kind]}` });
      kept.addEventListener("input", () => {
        left.textContent = String(plan.whole[kind] - (Number(kept.value) || 0));
      });
      return el("tr", {}, el("th", { scope: "row" }, data.kinds[kind]), el("td", {}, String(plan.whole[kind])),
        el("td", {}, String(plan.taught[kind])), el("td", {}, kept), el("td", {}, left));
    });
    table.replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, el("td"),
      ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...body)));
  }

  day.addEventListener("change", async () => {
    fault("");
    const mine = ++asked;
    if (!day.value) return wait();
    const { data: plan, fault: sentence } = await send("GET", `${row}/division?on=${day.value}`);
    if (mine !== asked) return undefined;
    if (sentence) {
      wait();
      return fault(sentence);
    }
    return draw(plan);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!day.value) return fault(words.day_first);
    const kept = Object.fromEntries([...table.querySelectorAll("input")].map((field) => [field.name, Number(field.value) || 0]));
    const body = { on: day.value, teacher: Number(key.value) || null, later: box.querySelector("#ld-later").checked, kept };
    const answer = await send("POST", `${row}/change_teacher`, body);
    if (answer.fault) return fault(answer.fault);
    return location.reload();
  });

  for (const button of document.querySelectorAll("[data-change]")) {
    button.addEventListener("click", () => {
      row = button.dataset.change;
      box.querySelector(".ld-what").textContent = `${button.dataset.what} · ${button.dataset.who}`;
      day.value = key.value = name.value = "";
      day.min = button.dataset.first;
      day.max = button.dataset.last;
      fault("");
      wait();
      box.showModal();
      day.focus();
    });
  }
}

export function undoing() {
  const view = dialog("ld-undo");
  if (!view) return;
  const { box, form, fault } = view;
  let row = 0;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const later = box.querySelector("#ld-undo-later").checked;
    const answer = await send("POST", `${row}/undo_change`, { later });
    if (answer.fault) return fault(answer.fault);
    return location.reload();
  });
  for (const button of document.querySelectorAll("[data-undo]")) {
    button.addEventListener("click", () => {
      row = button.dataset.undo;
      fault("");
      box.showModal();
    });
  }
}

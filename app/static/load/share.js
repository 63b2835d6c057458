/** The dialog that shares a place's hours out: rows, and under them what does not add up. */

import { enhance } from "../register/combo.js";
import { dialog, el, put, send, teacherField, words } from "./talk.js";

export function sharing(data) {
  const view = dialog("ld-share");
  if (!view) return;
  const { box, form, fault } = view;
  const table = box.querySelector(".ld-shares");
  const sums = box.querySelector(".ld-sums");
  let place = null;
  let kinds = [];

  const rows = () => [...table.querySelectorAll("tbody tr")];
  const hoursOf = (row) =>
    Object.fromEntries(kinds.map((kind) => [kind, Number(row.querySelector(`[data-kind=${kind}]`).value) || 0]));

  function whom(share) {
    if (share.id) {
      const name = share.subgroup ? put(words.subgroup, { name: share.subgroup }) : words.whole;
      return el("td", { class: "whom" }, el("output", { "data-subgroup": "" }, name));
    }
    const field = el("select", { "aria-label": words.for_whom }, el("option", { value: "" }, words.whole),
      ...data.subgroups.map((one) => el("option", { value: one.id }, put(words.subgroup, { name: one.name }))));
    field.value = share.subgroup_id ?? "";
    field.addEventListener("change", check);
    return el("td", { class: "whom" }, field);
  }

  function add(share) {
    const who = teacherField(share.teacher_id, share.teacher);
    const row = el("tr", { "data-id": share.id ?? "" }, whom(share), el("td", { class: "who" }, who),
      ...kinds.map((kind) => el("td", { "data-label": data.kinds[kind] },
        el("input", { type: "text", inputmode: "numeric", class: "hours", maxlength: 4, "data-kind": kind,
          "aria-label": data.kinds[kind], value: share.hours[kind] || "" }))));
    row.dataset.subgroup = share.subgroup_id ?? "";
    const join = el("button", { type: "button", class: "small plain", title: words.join, "aria-label": words.join }, "⤴");
    const remove = el("button", { type: "button", class: "small plain", "aria-label": words.remove }, "✕");
    join.addEventListener("click", () => merge(row));
    remove.addEventListener("click", () => { row.remove(); check(); });
    row.append(el("td", { class: "nowrap" }, join, remove));
    table.querySelector("tbody").append(row);
    row.addEventListener("input", check);
    enhance(who);
    return row;
  }

  const keyOf = (row) => row.querySelector("select")?.value ?? row.dataset.subgroup;

  /** Give the hours of a row to the first row of the same people. */
  function merge(row) {
    const first = rows().find((other) => other !== row && keyOf(other) === keyOf(row));
    if (!first) return;
    const more = hoursOf(row);
    for (const kind of kinds) {
      const field = first.querySelector(`[data-kind=${kind}]`);
      field.value = (Number(field.value) || 0) + more[kind] || "";
    }
    row.remove();
    check();
  }

  /** Show the difference of every kind, for the whole group or each subgroup used. */
  function check() {
    const used = [...new Set(rows().map(keyOf).filter(Boolean))];
    const faults = [];
    for (const subgroup of used.length ? used : [""]) {
      for (const kind of kinds) {
        const given = rows().filter((row) => ["", subgroup].includes(keyOf(row)))
          .reduce((sum, row) => sum + hoursOf(row)[kind], 0);
        if (given === place.called[kind]) continue;
        const name = data.subgroups.find((one) => String(one.id) === subgroup)?.name;
        const what = name ? `${put(words.subgroup, { name })}, ${data.kinds[kind]}` : data.kinds[kind];
        faults.push(put(words.of, { kind: what, given, called: place.called[kind] }));
      }
    }
    sums.replaceChildren(...(faults.length
      ? faults.map((text) => el("span", { class: "badge bad" }, text))
      : [el("span", { class: "badge ok" }, `✓ ${words.adds_up}`)]));
    fault("");
    return !faults.length;
  }

  function open(found) {
    place = found;
    kinds = data.order.filter((kind) => place.called[kind] || place.given[kind]);
    box.querySelector(".ld-what").textContent = `${place.group} · ${place.index_code} ${place.item}`;
    table.replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, words.for_whom),
      el("th", { scope: "col" }, words.teacher), ...kinds.map((kind) => el("th", { scope: "col" }, data.kinds[kind])), el("td"))),
      el("tbody")));
    place.rows.forEach(add);
    box.querySelector("[data-apart]").hidden = !data.subgroups.length;
    check();
    box.showModal();
    table.querySelector("input[type=text]")?.focus();
  }

  // A new teacher takes half of the first row, by pairs of hours.
  box.querySelector("[data-add]").addEventListener("click", () => {
    const first = rows()[0];
    const half = {};
    for (const kind of kinds) {
      const field = first?.querySelector(`[data-kind=${kind}]`);
      const hours = Number(field?.value) || 0;
      half[kind] = 2 * Math.floor(hours / 4);
      if (field) field.value = hours - half[kind] || "";
    }
    add({ hours: half, subgroup_id: first ? keyOf(first) : "" }).querySelector("[role=combobox]").focus();
    check();
  });

  // Laboratory and practical work are taught apart; lectures stay with the whole group.
  box.querySelector("[data-apart]").addEventListener("click", () => {
    const whole = rows().filter((row) => keyOf(row) === "");
    const apart = {};
    const wanted = kinds.some((kind) => ["practice", "lab"].includes(kind) && place.called[kind])
      ? ["practice", "lab"] : kinds;
    for (const kind of kinds) {
      apart[kind] = wanted.includes(kind) ? whole.reduce((sum, row) => sum + hoursOf(row)[kind], 0) : 0;
      if (wanted.includes(kind)) for (const row of whole) row.querySelector(`[data-kind=${kind}]`).value = "";
    }
    for (const one of data.subgroups) {
      if (!rows().some((row) => keyOf(row) === String(one.id))) add({ hours: apart, subgroup_id: one.id });
    }
    for (const row of whole) if (!Object.values(hoursOf(row)).some(Boolean)) row.remove();
    check();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const shares = rows().map((row) => ({
      id: row.dataset.id ? Number(row.dataset.id) : null,
      subgroup: keyOf(row) ? Number(keyOf(row)) : null,
      teacher: Number(row.querySelector("[type=hidden]").value) || null,
      hours: hoursOf(row),
    }));
    const at = { group: place.group_id, semester: place.semester_id, item: place.item_id };
    const answer = await send("PUT", "shares", { ...at, shares });
    if (answer.fault) return fault(answer.fault);
    return location.reload();
  });

  for (const button of document.querySelectorAll("[data-share]")) {
    button.addEventListener("click", () => {
      const [semester, item] = button.dataset.share.split("-").map(Number);
      open(data.places.find((one) => one.semester_id === semester && one.item_id === item));
    });
  }
}

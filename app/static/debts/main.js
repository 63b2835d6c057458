// Debts and make-up days: ticking all of a student or a work, offered days, printing.

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

for (const offer of document.querySelectorAll("[data-day]")) {
  offer.addEventListener("click", () => {
    const form = document.querySelector("form[method=post]");
    form.elements.held_on.value = offer.dataset.day;
    form.elements.starts_at.value = offer.dataset.time;
    form.elements.room_id.focus();
  });
}

const place = document.querySelector("[data-place]");
if (place) ticking(place);

function ticking(form) {
  const debts = [...form.querySelectorAll("input[name=debt]")];
  const all = form.querySelector("[data-all]");
  const students = [...form.querySelectorAll("[data-student]")];
  const count = form.querySelector("[data-count]");
  const work = form.querySelector("[data-work]");
  const debtsOf = (student) => [...student.closest("tbody").querySelectorAll("input[name=debt]")];

  function show(box, some) {
    const ticked = some.filter((one) => one.checked).length;
    box.checked = ticked > 0 && ticked === some.length;
    box.indeterminate = ticked > 0 && ticked < some.length;
  }

  function refresh() {
    show(all, debts);
    for (const student of students) show(student, debtsOf(student));
    const ticked = debts.filter((one) => one.checked).length;
    count.textContent = ticked ? `${ticked} / ${debts.length}` : "";
  }

  function tick(some, value) {
    for (const one of some) one.checked = value;
    refresh();
  }

  all.addEventListener("change", () => tick(debts, all.checked));
  for (const student of students) {
    student.addEventListener("change", () => tick(debtsOf(student), student.checked));
  }
  work?.addEventListener("change", () => {
    tick(debts.filter((one) => one.dataset.ofWork === work.value && work.value), true);
    work.value = "";
  });
  for (const debt of debts) debt.addEventListener("change", refresh);
  // What was ticked before this script arrived counts.
  if (all.checked) tick(debts, true);
  for (const student of students) if (student.checked) tick(debtsOf(student), true);
  refresh();
}

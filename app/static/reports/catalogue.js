// Narrows the list of reports while a word is typed; without it the form asks the server.
const field = document.querySelector("#rp-find");
const shelves = [...document.querySelectorAll(".rp-shelf")];
const nothing = document.querySelector("[data-no-reports]");

const fold = (text) => text.toLowerCase().replaceAll("ё", "е");

function narrow() {
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const shelf of shelves) {
    const title = fold(shelf.querySelector("h2").textContent);
    let shown = 0;
    for (const line of shelf.querySelectorAll("li")) {
      const text = `${title} ${fold(line.textContent)}`;
      line.hidden = !words.every((word) => text.includes(word));
      shown += line.hidden ? 0 : 1;
    }
    shelf.hidden = shown === 0;
    found += shown;
  }
  nothing.hidden = found > 0;
}

// What the server left out cannot be shown again: then the form alone searches.
if (field && !field.value) field.addEventListener("input", narrow);

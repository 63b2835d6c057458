/**
 * On every page: send what the person who is signed in typed earlier and could not be sent, and
 * ask before signing out while something waits. The hooks are in journal/_signout.html.
 */

import { Queue, waiting } from "./queue.js";
import { Sender } from "./sender.js";

const dialog = document.querySelector("dialog[data-outbox]");
const user = dialog?.dataset.user;
const openBook = document.getElementById("journal")?.dataset.gradebook; // sends for itself

const left = () => [...waiting(user).values()].reduce((sum, count) => sum + count, 0);

function sendAll(except) {
  const books = [...waiting(user).keys()].filter((book) => book !== except);
  return Promise.all(books.map((book) => new Sender(new Queue(user, book)).flush()));
}

function say(name) {
  for (const line of dialog.querySelectorAll("[data-say]")) line.hidden = line.dataset.say !== name;
  for (const count of dialog.querySelectorAll("[data-count]")) count.textContent = left();
}

/** Ask what is to become of the queue; then go on with what was clicked. */
function guard(event) {
  const trigger = event.target.closest("[data-signout]");
  if (!trigger || trigger.dataset.asked || left() === 0) return;
  event.preventDefault();
  event.stopPropagation();
  const goOn = () => {
    trigger.dataset.asked = "yes";
    trigger.click();
  };
  say("waiting");
  dialog.showModal();
  dialog.onclick = async ({ target }) => {
    const choice = target.closest("[data-choice]")?.dataset.choice;
    if (choice === "stay") dialog.close();
    if (choice === "discard") {
      for (const book of waiting(user).keys()) new Queue(user, book).clear();
      goOn();
    }
    if (choice === "send") {
      await sendAll();
      if (left() === 0) goOn();
      else say("unsent");
    }
  };
}

if (user) {
  document.addEventListener("click", guard, true);
  if (left() > 0) sendAll(openBook);
}

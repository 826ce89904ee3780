// Comfort only: every page works without this file. Each part looks for its own data attributes.
import { copying } from "./copy.js";
import { dialogs } from "./dialog.js";
import { go } from "./go.js";
import { labels } from "./labels.js";
import { liveJobs } from "./live.js";
import { menus } from "./menu.js";
import { passkeys } from "./passkey.js";
import { previews } from "./preview.js";
import { rows } from "./rows.js";

document.documentElement.classList.add("js");
copying();
dialogs();
go();
labels();
liveJobs();
menus();
passkeys();
previews();
rows();

document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.parentElement.remove());
document.querySelector("[data-focus]")?.focus();
// A tab that is open is seen, however many stand before it.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const list = tab.closest(".tabs");
  list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
}

// [data-copy]: a button that puts what stands before it on the clipboard.
import { say, word } from "./say.js";

export function copying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    } catch {
      return; // Without permission the value is still there to be selected.
    }
    button.classList.add("copied");
    say(word("copied"));
    setTimeout(() => button.classList.remove("copied"), 1500);
  });
}

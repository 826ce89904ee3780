// details[data-dialog] opens in place without a script; with one its panel moves into a modal dialog and back.
import { word } from "./say.js";

function open(details) {
  const panel = details.querySelector(".dialog-panel");
  const dialog = document.createElement("dialog");
  dialog.className = "modal";
  dialog.setAttribute("aria-labelledby", `${details.id}-title`);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "dialog-close";
  close.textContent = "✕";
  close.setAttribute("aria-label", word("close"));
  close.addEventListener("click", () => dialog.close());
  dialog.append(close, panel);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    details.append(panel);
    details.open = false;
    dialog.remove();
    details.querySelector("summary").focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  panel.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
}

export function dialogs() {
  document.addEventListener("click", (event) => {
    const details = event.target.closest("details[data-dialog] > summary")?.parentElement;
    if (!details) return;
    event.preventDefault();
    open(details);
  });
}

// Ctrl+K (or Cmd+K) on any page of somebody who is signed in: the list of /go in a dialog. Arrows move, Enter follows, Escape
// closes. Without this file the page does the same.
function draw(words) {
  const dialog = document.createElement("dialog");
  dialog.className = "modal go-dialog";
  dialog.setAttribute("aria-label", words.title);
  const input = document.createElement("input");
  input.className = "input";
  input.type = "search";
  input.setAttribute("aria-label", words.label);
  input.placeholder = words.hint;
  input.autocomplete = "off";
  const list = document.createElement("div");
  list.setAttribute("role", "status");
  dialog.append(input, list);
  return { dialog, input, list };
}

function links(list) {
  return [...list.querySelectorAll("a.go-link")];
}

async function fill(list, q, signal) {
  const answer = await fetch(`/go/list?${new URLSearchParams({ q })}`, { headers: { "X-Fragment": "1" }, signal });
  if (answer.ok && !answer.redirected) list.innerHTML = await answer.text();
}

function open(words) {
  const { dialog, input, list } = draw(words);
  let waiting;
  let asked;
  const ask = () => {
    asked?.abort();
    asked = new AbortController();
    // Overtaken by the next letter, or the line is down: what is shown stays.
    fill(list, input.value, asked.signal).catch(() => {});
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  dialog.addEventListener("keydown", (event) => {
    const all = links(list);
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = event.key === "ArrowDown" ? at + 1 : at - 1;
      (next < 0 ? input : all[Math.min(next, all.length - 1)])?.focus();
    } else if (event.key === "Escape") {
      // A search field would only empty itself.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter" && document.activeElement === input) {
      event.preventDefault();
      all[0]?.click();
    }
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  const before = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
  ask();
}

export function go() {
  const way = document.querySelector("a[data-go]");
  if (!way) return;
  const words = { title: way.textContent.trim(), label: way.dataset.label, hint: way.dataset.hint };
  const show = (event) => {
    event.preventDefault();
    if (!document.querySelector("dialog.go-dialog")) open(words);
  };
  way.addEventListener("click", show);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) show(event);
  });
}

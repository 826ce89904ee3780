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

// Whoever is in the list already stays on the link he is on, or comes to the first.
async function fill(list, q, signal) {
  const answer = await fetch(`/go/list?${new URLSearchParams({ q })}`, { headers: { "X-Fragment": "1" }, signal });
  if (!answer.ok || answer.redirected) return;
  const drawn = await answer.text();
  const at = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  list.innerHTML = drawn;
  if (at === null) return;
  const all = links(list);
  (all.find((link) => link.getAttribute("href") === at) ?? all[0])?.focus();
}

function open(words) {
  const { dialog, input, list } = draw(words);
  let waiting;
  let asked;
  let listed;
  let answered;
  const ask = () => {
    clearTimeout(waiting);
    asked?.abort();
    asked = new AbortController();
    listed = input.value;
    // Overtaken by the next letter, or the line is down: what is shown stays.
    answered = fill(list, listed, asked.signal).catch(() => {});
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  // From the field the keys lead to what was typed, not to what was listed before the last letters.
  const first = async () => {
    if (listed !== input.value) ask();
    await answered;
    return links(list)[0];
  };
  dialog.addEventListener("keydown", (event) => {
    const typing = document.activeElement === input;
    if (event.key === "ArrowDown" && typing) {
      event.preventDefault();
      first().then((link) => link?.focus());
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const all = links(list);
      const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? input : all[Math.min(next, all.length - 1)])?.focus();
    } else if (event.key === "Escape") {
      // A search field would only empty itself.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter" && typing) {
      event.preventDefault();
      first().then((link) => link?.click());
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

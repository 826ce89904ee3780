// What the fields of a form are called goes along with it, so that one whose session has ended is given back under those words
// (`site/lapsed.rs`). Without this, the names of the fields stand there.
const NAME = "field-labels";
const MOST = 100;
const LONGEST = 80;

/** The words above a field: of one choice among several, those above them all. */
function words(field) {
  const group = field.type === "radio" || field.type === "checkbox" ? field.closest("fieldset")?.querySelector("legend") : null;
  return (group ?? field.labels?.[0])?.firstChild?.textContent.trim().slice(0, LONGEST);
}

export function labels() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const said = new Map();
    for (const field of form.elements) {
      if (said.size < MOST && field.name && !said.has(field.name) && words(field)) said.set(field.name, words(field));
    }
    if (!said.size) return;
    const box = form.elements[NAME] ?? form.appendChild(document.createElement("input"));
    box.type = "hidden";
    box.name = NAME;
    box.value = new URLSearchParams([...said]).toString();
  });
}

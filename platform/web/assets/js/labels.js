// What the fields of a form and the choices in them are called goes along with it, so that one whose session has ended is given
// back in those words (`site/lapsed.rs`); a field that is not seen has an empty name, and is not shown there either. Without this,
// names and values stand there as a program knows them.
const NAME = "field-labels";
const MOST = 200;
const LONGEST = 80;

/** The words above a field: of one choice among several, those above them all. */
function words(field) {
  const group = field.type === "radio" || field.type === "checkbox" ? field.closest("fieldset")?.querySelector("legend") : null;
  return (group ?? field.labels?.[0])?.firstChild?.textContent.trim().slice(0, LONGEST);
}

/** The words of what is chosen in a list or among several, or nothing. */
function choice(field) {
  const chosen = field.type === "select-one" ? field.selectedOptions[0] : field.checked && field.closest("fieldset") && field.labels?.[0];
  return chosen ? chosen.textContent.trim().slice(0, LONGEST) : "";
}

export function labels() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const said = new Map();
    const unseen = [...form.elements].filter((field) => field.type === "hidden" && field.name !== NAME);
    for (const field of form.elements) {
      if (said.size >= MOST || !field.name) continue;
      if (!said.has(field.name) && words(field)) said.set(field.name, words(field));
      if (field.value && choice(field)) said.set(`${field.name}=${field.value}`, choice(field));
    }
    // A form that shows no field, such as one that waits for its session, keeps the words that it has.
    if (!said.size) return;
    for (const { name } of unseen) if (!said.has(name)) said.set(name, "");
    const box = form.elements[NAME] ?? form.appendChild(document.createElement("input"));
    box.type = "hidden";
    box.name = NAME;
    box.value = new URLSearchParams([...said]).toString();
  });
}

/** Lets a screen reader say something once. */
export function say(words) {
  const place = document.getElementById("say");
  if (place) place.textContent = words;
}

/** A word that the page carries in the reader's language. */
export function word(name) {
  return document.getElementById("say")?.dataset[name] ?? "";
}

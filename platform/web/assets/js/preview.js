// form[data-preview]: while somebody types, the form's present content is sent to that address and the answer, a
// fragment of HTML, is shown in the element that data-preview-into names. The same fragment is on the next page without.
export function previews() {
  for (const form of document.querySelectorAll("form[data-preview]")) {
    const place = document.getElementById(form.dataset.previewInto);
    if (!place) continue;
    let waiting;
    let asked;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        asked?.abort();
        asked = new AbortController();
        const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
        try {
          const answer = await fetch(form.dataset.preview, {
            method: "POST",
            body: new URLSearchParams(fields),
            headers: { "X-Fragment": "1" },
            signal: asked.signal,
          });
          if (answer.ok) place.innerHTML = await answer.text();
        } catch {
          // Overtaken by the next letter, or the line is down: what is shown stays.
        }
      }, 350);
    });
  }
}

// details[data-menu]: closes by Escape and by a click elsewhere. Ctrl+K and Cmd+K go to the search field.
export function menus() {
  const opened = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of opened()) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      const find = document.querySelector("[data-find]");
      if (!find) return;
      event.preventDefault();
      find.focus();
      find.select();
    }
  });
}

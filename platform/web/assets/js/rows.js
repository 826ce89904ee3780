// table[data-rows]: arrow keys go from row to row, once one of the rows' links has the focus.
export function rows() {
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const link = event.target.closest?.("table[data-rows] .row-link");
    if (!step || !link) return;
    const links = [...link.closest("table").querySelectorAll(".row-link")];
    const next = links[links.indexOf(link) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  // input[data-all]: chooses every row of its table, or none.
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-all]")) return;
    for (const box of target.closest("table").querySelectorAll("tbody [type=checkbox]")) box.checked = target.checked;
  });
}

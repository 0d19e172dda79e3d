// Filters a list by what its entries are marked with. The choice stands in the address, but for shared screens.
const isShared = document.documentElement.hasAttribute("data-shared");

/** Make the filters of a page work. An entry `[data-entry]` has a list of words in `data-<name>` for each filter. */
export function enhanceFacets(page) {
  for (const form of page.querySelectorAll("[data-facets]")) enhance(page, form);
}

function enhance(page, form) {
  const entries = [...page.querySelectorAll("[data-entry]")];
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const reset = form.querySelector("[data-facets-reset]");
  const { unit } = form.dataset;
  const empty = page.querySelector("[data-facets-empty]");
  if (boxes.length === 0 || entries.length < 2) return;

  const show = () => {
    const wanted = new Map();
    for (const { name, value } of boxes.filter((box) => box.checked)) {
      wanted.set(name, [...(wanted.get(name) ?? []), value]);
    }
    const fits = (entry) =>
      [...wanted].every(([name, values]) => values.some((value) => entry.dataset[name].split("|").includes(value)));
    for (const entry of entries) entry.hidden = !fits(entry);
    const count = entries.filter((entry) => !entry.hidden).length;
    empty.hidden = count > 0;
    reset.hidden = wanted.size === 0;
    form.querySelector("[data-facets-count]").textContent =
      wanted.size === 0 ? `共 ${entries.length} ${unit}` : `找到 ${count} ${unit}，共 ${entries.length} ${unit}`;
    form.dispatchEvent(new CustomEvent("xuetang:filtered", { bubbles: true }));
  };
  const change = () => {
    show();
    if (isShared) return;
    const query = new URLSearchParams(location.search);
    for (const { name } of boxes) query.delete(name);
    for (const { name, value } of boxes.filter((box) => box.checked)) query.append(name, value);
    history.replaceState(null, "", `${query}` ? `?${query}` : location.pathname);
  };
  form.addEventListener("change", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  reset.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    change();
    boxes[0].focus();
  });
  const query = new URLSearchParams(location.search);
  for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value);
  if (boxes.some((box) => box.checked)) form.querySelector("details")?.setAttribute("open", "");
  show();
  form.hidden = false;
}

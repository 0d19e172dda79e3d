// Filters the courses of a category by audience and level. The choice stands in the address, so that it can be shared.

const FACETS = ["audience", "level"];

/** Show the filter and make it work. */
export function enhance() {
  const form = document.querySelector("[data-filter]");
  const cards = [...document.querySelectorAll("[data-filter-list] [data-course]")];
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const empty = document.querySelector("[data-filter-empty]");
  const reset = form.querySelector("[data-filter-reset]");
  if (boxes.length === 0 || cards.length < 2) return;

  const chosen = (facet) => boxes.filter((box) => box.name === facet && box.checked).map((box) => box.value);
  const show = () => {
    const wanted = FACETS.map((facet) => [facet, chosen(facet)]).filter(([, values]) => values.length > 0);
    let count = 0;
    for (const card of cards) {
      const fits = wanted.every(([facet, values]) => values.some((value) => card.dataset[facet].split(" ").includes(value)));
      card.hidden = !fits;
      count += fits ? 1 : 0;
    }
    empty.hidden = count > 0;
    reset.hidden = wanted.length === 0;
    form.querySelector("[data-filter-count]").textContent =
      wanted.length === 0 ? `共 ${cards.length} 门课程` : `找到 ${count} 门课程，共 ${cards.length} 门`;
    return wanted;
  };
  const restore = () => {
    const query = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value);
    show();
  };
  const remember = () => {
    const query = new URLSearchParams(show().flatMap(([facet, values]) => values.map((value) => [facet, value])));
    history.replaceState(null, "", `${query}` ? `?${query}` : location.pathname);
  };

  form.addEventListener("change", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  reset.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    remember();
    boxes[0].focus();
  });
  window.addEventListener("popstate", restore);
  restore();
  form.hidden = false;
}

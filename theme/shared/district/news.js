// News of one category only: what is chosen stands in the address, so that it can be kept and passed on.
const NAME = "category";

export function chooseNews(page) {
  const form = page.querySelector("[data-choose-news]");
  if (!form) return;
  const choices = [...form.querySelectorAll("input")];
  const months = [...page.querySelectorAll("[data-news-month]")];
  const show = (chosen) => {
    let shown = 0;
    for (const month of months) {
      const items = [...month.querySelectorAll("[data-categories]")];
      for (const item of items) item.hidden = chosen !== "" && !item.dataset.categories.split(" ").includes(chosen);
      const left = items.filter((item) => !item.hidden).length;
      month.hidden = left === 0;
      shown += left;
    }
    form.querySelector("[data-news-count]").textContent = chosen === "" ? "" : `有 ${shown} 条`;
  };
  const asked = new URLSearchParams(location.search).get(NAME) ?? "";
  const known = choices.some((choice) => choice.value === asked) ? asked : "";
  for (const choice of choices) {
    choice.checked = choice.value === known;
    choice.addEventListener("change", () => {
      history.replaceState(null, "", choice.value ? `?${new URLSearchParams({ [NAME]: choice.value })}` : location.pathname);
      show(choice.value);
    });
  }
  show(known);
  form.hidden = false;
}

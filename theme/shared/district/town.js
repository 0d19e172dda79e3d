// "离我最近": the street or town that somebody chose once comes first. Kept on this device; nowhere on shared screens.
const KEY = "xuetang.town";
const isShared = document.documentElement.hasAttribute("data-shared");

/** The chosen town's id, empty where none was chosen or nothing may be kept. */
export function chosenTown() {
  try {
    return (isShared ? sessionStorage : localStorage).getItem(KEY) || "";
  } catch {
    return "";
  }
}

function keep(town) {
  try {
    (isShared ? sessionStorage : localStorage).setItem(KEY, town);
  } catch {
    // Nothing may be kept: the choice holds for this page.
  }
}

export function chooseTown(page) {
  const form = page.querySelector("[data-choose-town]");
  if (!form) return;
  const list = page.querySelector("[data-towns]");
  const towns = [...list.children];
  const choices = [...form.querySelectorAll("input")];
  const show = (chosen) => {
    const first = towns.filter((town) => town.dataset.town === chosen);
    list.append(...first, ...towns.filter((town) => !first.includes(town)));
    for (const town of towns) town.querySelector("[data-mine]").hidden = town.dataset.town !== chosen;
  };
  for (const choice of choices) {
    choice.checked = choice.value === chosenTown();
    choice.addEventListener("change", () => {
      keep(choice.value);
      show(choice.value);
    });
  }
  show(chosenTown());
  form.hidden = false;
}

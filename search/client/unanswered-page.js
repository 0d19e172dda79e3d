// The page `search/unanswered/`, for the operator of this device: what was counted, a file of it, and a way to forget it.

import { element } from "./elements.js";
import { exported, forget, isOn, unanswered } from "./unanswered.js";

const page = document.querySelector("[data-unanswered-page]");
const part = (name) => page.querySelector(`[data-unanswered-${name}]`);

async function show() {
  const counts = [...unanswered()].sort(([, one], [, other]) => other - one);
  const row = ([query, count]) => element("tr", {}, element("th", { scope: "row" }, query), element("td", {}, String(count)));
  part("rows").replaceChildren(...counts.map(row));
  part("table").hidden = part("deeds").hidden = counts.length === 0;
  const state = (await isOn()) ? "计数已经打开。" : "计数没有打开，现在不记。";
  part("state").textContent = state + (counts.length > 0 ? `这台设备上记了 ${counts.length} 个词。` : "这台设备上没有记下的词。");
  page.hidden = false;
}

function save() {
  const address = URL.createObjectURL(new Blob([exported(unanswered())], { type: "application/json" }));
  const link = element("a", { href: address, download: "xuetang-unanswered.json" });
  page.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

part("export").addEventListener("click", save);
part("ask").addEventListener("click", () => {
  part("confirm").hidden = false;
  part("no").focus();
});
part("no").addEventListener("click", () => {
  part("confirm").hidden = true;
  part("ask").focus();
});
part("yes").addEventListener("click", async () => {
  forget();
  part("confirm").hidden = true;
  await show();
  part("state").focus();
});
show();

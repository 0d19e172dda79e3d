// The page "我的学习": the year's sum, the finished lessons, and the way to erase them all.
import { forget } from "../search/recent.js";
import { chineseDate, erase, finished, lessonAddress, minutesByYear, periods } from "./record.js";

/** Fill the page and make erasing work. */
export function enhance() {
  const page = document.querySelector("[data-progress-page]");
  const part = (name) => page.querySelector(`[data-${name}]`);
  page.querySelector("[data-progress-body]").hidden = false;
  show(page, part);

  part("erase-ask").addEventListener("click", () => {
    part("erase-confirm").hidden = false;
    part("erase-no").focus();
  });
  part("erase-no").addEventListener("click", () => {
    part("erase-confirm").hidden = true;
    part("erase-ask").focus();
  });
  part("erase-yes").addEventListener("click", () => {
    erase();
    forget();
    part("erase-confirm").hidden = true;
    show(page, part);
    part("erase-status").textContent = "已经全部清除。";
  });
}

function show(page, part) {
  const all = [...finished()].reverse().sort(([, a], [, b]) => b.on.localeCompare(a.on));
  const years = minutesByYear();
  const year = new Date().getFullYear();
  const minutes = years.get(year) ?? 0;
  part("year-title").textContent = `${year}年`;
  part("year-periods").textContent = periods(minutes);
  part("year-bar").value = Math.min(Number(periods(minutes)), Number(page.dataset.annual));
  part("year-bar").textContent = `${periods(minutes)} 学时`;
  years.delete(year);
  part("other-years").hidden = years.size === 0;
  part("other-years").textContent = [...years].map(([other, sum]) => `${other}年 ${periods(sum)} 学时`).join("，");
  part("none").hidden = all.length > 0;
  part("erase").hidden = all.length === 0;
  part("finished").replaceChildren(...all.map(([id, entry]) => row(id, entry)));
}

function row(id, { on, minutes, title }) {
  const category = id.split("/")[0];
  const item = document.createElement("li");
  item.className = `cat-${category}`;
  const mark = document.getElementById("category-marks").content.querySelector(`[data-category="${category}"]`);
  const label = document.createElement("span");
  label.className = "mark-cat";
  if (mark) label.append(...mark.cloneNode(true).childNodes);
  const link = document.createElement("a");
  link.href = lessonAddress(id);
  link.textContent = title;
  const when = document.createElement("span");
  when.className = "when";
  when.textContent = `${chineseDate(on)}，${minutes} 分钟`;
  item.append(label, link, when);
  return item;
}

// The button "学完了" at the end of a lesson.
import { chineseDate, finish, finished, unfinish } from "./record.js";

/** Show the section and make its button work. */
export function enhance() {
  const page = document.querySelector("[data-lesson-page]");
  const section = document.querySelector("[data-finish]");
  const part = (name) => section.querySelector(`[data-finish-${name}]`);
  const id = page.dataset.lessonPage;
  const title = section.querySelector("h2");

  const show = () => {
    const entry = finished().get(id);
    title.textContent = entry ? "学完了" : "学完了吗？";
    part("text").textContent = entry
      ? `${chineseDate(entry.on)}学完，已经记到“我的学习”里。`
      : "点一下，记到“我的学习”里。记录只留在这台设备上。";
    part("button").querySelector("span:last-child").textContent = entry ? "取消这条记录" : "学完了";
    part("button").className = entry ? "button-quiet" : "button";
    part("button").querySelector(".icon").hidden = Boolean(entry);
    page.querySelector("header [data-done]").hidden = !entry;
  };

  part("button").addEventListener("click", () => {
    const was = finished().has(id);
    const kept = was ? unfinish(id) : finish(id, { minutes: Number(page.dataset.minutes), title: page.dataset.title });
    show();
    const said = was ? "已取消" : "已记下";
    part("status").textContent = kept ? said : "浏览器不让保存，没有记下";
    if (!kept) part("text").textContent = "浏览器不让保存，没有记下。无痕模式下记不住。";
  });
  show();
  section.hidden = false;
}

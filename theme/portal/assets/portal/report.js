// Says which lesson a report is about, and puts its name and address into the text to send.
import { data, isCopy } from "../search/site.js";
import { isLesson, lessonAddress } from "./record.js";

/** Fill in the lesson named in the address, if there is such a lesson. */
export async function enhance() {
  const id = new URLSearchParams(location.search).get("lesson") ?? "";
  if (!isLesson(id)) return;
  const lesson = await lessonOf(id).catch(() => null);
  if (!lesson) return;
  const { title } = lesson;
  const about = document.querySelector("[data-report-about]");
  const link = about.querySelector("[data-report-lesson]");
  link.href = lessonAddress(id);
  link.textContent = title;
  about.hidden = false;
  const text = document.querySelector("[data-report-text]");
  text.value = `课名：${title}\n${place(id)}\n问题：\n`;
  mailWith(text, title);
}

/** A copy has the lessons' data for its search; elsewhere each lesson has a file. */
async function lessonOf(id) {
  if (!isCopy()) return data(`api/v1/lessons/${id}.json`);
  return (await import("../search/inline.js")).lessonOf(id);
}

/** Where the lesson is found; not which folder of whose computer a copy lies in. */
const place = (id) => (isCopy() ? `编号：${id}` : `网址：${lessonAddress(id)}`);

function mailWith(text, title) {
  const mail = document.querySelector("[data-report-mail]");
  if (!mail) return;
  const email = document.querySelector("[data-report]").dataset.email;
  const update = () => {
    mail.href = `mailto:${email}?subject=${encodeURIComponent(`报告问题：${title}`)}&body=${encodeURIComponent(text.value)}`;
  };
  text.addEventListener("input", update);
  update();
}

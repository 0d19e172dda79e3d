// Says which lesson a report is about, and puts its name and address into the text to send.
import { ROOT, isLesson } from "./record.js";

/** Fill in the lesson named in the address, if there is such a lesson. */
export async function enhance() {
  const id = new URLSearchParams(location.search).get("lesson") ?? "";
  if (!isLesson(id)) return;
  const reply = await fetch(`${ROOT}api/v1/lessons/${id}.json`).catch(() => null);
  if (!reply?.ok) return;
  const { title } = await reply.json();
  const address = `${ROOT}${id}/`;
  const about = document.querySelector("[data-report-about]");
  const link = about.querySelector("[data-report-lesson]");
  link.href = address;
  link.textContent = title;
  about.hidden = false;
  const text = document.querySelector("[data-report-text]");
  text.value = `课名：${title}\n网址：${address}\n问题：\n`;
  mailWith(text, title);
}

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

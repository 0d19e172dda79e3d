// 今日一课: the day chooses, so that everybody who comes by today finds the same lesson, and tomorrow another.
import { HOME } from "./travel.js";

/** Fill the card with the day's lesson. */
export function enhance() {
  const card = document.querySelector("[data-today]");
  const days = JSON.parse(document.querySelector("[data-days]").textContent);
  const lesson = days[number(new Date()) % days.length];
  const part = (name) => card.querySelector(`[data-today-${name}]`);
  card.href = new URL(lesson.path, HOME).href;
  card.classList.remove(...[...card.classList].filter((name) => name.startsWith("cat-")));
  card.classList.add(`cat-${lesson.category}`);
  part("title").textContent = lesson.title;
  part("course").textContent = lesson.course;
  part("minutes").textContent = `${lesson.minutes} 分钟`;
  part("review").textContent = lesson.review;
  const icon = document.querySelector(`[data-category="${lesson.category}"] .icon`);
  if (icon) part("icon").replaceChildren(icon.cloneNode(true));
}

/** The day by this place's calendar, counted from 1970. */
const number = (now) => Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000);

// Shows what was finished on cards, lists and the home page's tile.
import { finished, minutesByYear, periods } from "./record.js";

/** Mark finished lessons and count them on course cards below `root`. */
export function showProgress(root) {
  const done = finished();
  for (const row of root.querySelectorAll("[data-lesson]")) {
    mark(row, done.has(row.dataset.lesson));
  }
  for (const card of root.querySelectorAll("[data-course]")) {
    const count = countIn(done, card.dataset.course);
    const note = card.querySelector(".done-note");
    note.hidden = count === 0;
    note.textContent = count < Number(card.dataset.lessons) ? `学完 ${count} 课，共 ${card.dataset.lessons} 课` : "全部学完了";
  }
  showCourse(root, done);
  showSummary(root, done);
}

function mark(row, isDone) {
  row.classList.toggle("is-done", isDone);
  const note = row.querySelector("[data-done]");
  if (note) note.hidden = !isDone;
}

function countIn(done, course) {
  return [...done.keys()].filter((id) => id.startsWith(`${course}/`)).length;
}

/** On a course's page: how many are finished, and where to go on. */
function showCourse(root, done) {
  const list = root.querySelector("[data-course-lessons]");
  if (!list) return;
  const rows = [...list.querySelectorAll("[data-lesson]")];
  const count = rows.filter((row) => done.has(row.dataset.lesson)).length;
  const note = list.querySelector(".band-head [data-done]");
  note.hidden = count === 0;
  note.textContent = count < rows.length ? `学完 ${count} 课，共 ${rows.length} 课` : "全部学完了";
  const next = rows.findIndex((row) => !done.has(row.dataset.lesson));
  const start = root.querySelector("[data-start]");
  if (start && count > 0 && next >= 0) {
    start.href = rows[next].querySelector("a").href;
    start.querySelector("[data-start-label]").textContent = `接着学第 ${next + 1} 课`;
  }
}

function showSummary(root, done) {
  const summary = root.querySelector("[data-progress-summary]");
  if (!summary || done.size === 0) return;
  const year = new Date().getFullYear();
  summary.textContent = `学完 ${done.size} 课，今年 ${periods(minutesByYear().get(year) ?? 0)} 学时`;
}


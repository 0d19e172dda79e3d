// Lists of activities: those to come first, by their next day; those of the past folded away as a record.
import { chinaMoment, dateWords, dayOf } from "./china-time.js";

/** Days of an activity in a list. */
export const daysOf = (entry) => entry.dataset.days.split(" ").map(dayOf);

/** Put the lists of a page in order. Without this they hold all activities in order of date. */
export function arrangeActivities(page) {
  const today = chinaMoment(new Date()).day;
  for (const list of page.querySelectorAll("[data-activities]")) arrange(list, today);
}

function arrange(list, today) {
  const known = [...list.querySelectorAll("[data-days]")].map((entry) => {
    const days = daysOf(entry);
    return { entry, next: days.find((day) => day >= today), last: days.at(-1) };
  });
  const coming = known.filter(({ next }) => next !== undefined).sort((one, other) => one.next - other.next);
  const past = known.filter(({ next }) => next === undefined).sort((one, other) => other.last - one.last);
  for (const { entry, next } of known) tell(entry, next, today);
  const upcoming = list.querySelector("[data-coming]");
  upcoming.append(...coming.map(({ entry }) => entry));
  list.querySelector("[data-past-list]").append(...past.map(({ entry }) => entry));
  const fold = list.querySelector("[data-past]");
  const count = () => {
    const shown = past.filter(({ entry }) => !entry.hidden).length;
    fold.hidden = shown === 0;
    fold.querySelector("[data-past-count]").textContent = shown;
  };
  document.addEventListener("xuetang:filtered", count);
  count();
  list.querySelector("[data-none]").hidden = coming.length > 0;
}

function tell(entry, next, today) {
  const mark = entry.querySelector("[data-next]");
  entry.classList.toggle("is-past", next === undefined);
  mark.hidden = "cancelled" in entry.dataset;
  mark.textContent = next === undefined ? "已经办完" : next === today ? "就在今天" : `下一次：${dateWords(next, today)}`;
  if (next !== undefined && entry.dataset.days.split(" ").length === 1 && next !== today) mark.hidden = true;
}

/** Say on an activity's own page how it stands. */
export function tellActivity(page) {
  const head = page.querySelector("[data-activity-days]");
  if (!head || "cancelled" in head.dataset) return;
  const today = chinaMoment(new Date()).day;
  const next = head.dataset.activityDays.split(" ").map(dayOf).find((day) => day >= today);
  head.textContent =
    next === undefined ? "已经办完" : next === today ? "就在今天" : `下一次：${dateWords(next, today)}，还有 ${next - today} 天`;
  head.classList.toggle("status-past", next === undefined);
  for (const way of page.querySelectorAll("[data-while-coming]")) way.hidden = next === undefined;
  head.hidden = false;
}

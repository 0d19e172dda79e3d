// "现在开放吗": from the hours of a place and the clock. A time span belongs to the day on which it opens, also when it
// closes on the next. On one day hold, first of all, the place's own special days (the one listed last counts); then
// what it does on public holidays; then its usual week.
import { chinaMoment, dayOf, dayWords, partsOf, weekdayOf } from "./china-time.js";

const DAY = 1440;
/** So many days ahead the next opening is looked for. */
const AHEAD = 400;

const minutes = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** What holds on a day: `spans` in minutes from its midnight, null where nobody knows; `name` of a special day. */
function hoursOn(rule, day) {
  const within = (first, last) => dayOf(first) <= day && day <= dayOf(last);
  const special = rule.special.findLast((one) => within(one.first, one.last));
  if (special) return { spans: spansOf(special.hours), name: special.name };
  const holiday = rule.holidays.find(([, first, last]) => within(first, last));
  if (holiday && rule.on_holidays !== "open") {
    return { spans: rule.on_holidays === "closed" ? [] : null, name: holiday[0] };
  }
  if (rule.weekly.length === 0) return { spans: null, name: "" };
  const today = rule.weekly.filter(([weekday]) => weekday === weekdayOf(day));
  return { spans: spansOf(today.map(([, open, close]) => [open, close])), name: "" };
}

const spansOf = (pairs) =>
  pairs.map(([open, close]) => {
    const [from, to] = [minutes(open), minutes(close)];
    return [from, to > from ? to : to + DAY];
  });

/**
 * Whether a place is open at a moment. `rule` is what `data-hours` holds, `now` a Date.
 *
 * Returns `state` (open, closed, unknown), `name` of the special day or holiday that decides, and `at`: `{day, minute}`
 * when it closes, or opens next; null where that does not happen or is not known. `asks` is the name of a holiday before
 * the next opening on which nobody knows what holds. `isSure` is false where the holidays of this year are not known
 * and matter.
 */
export function openState(rule, now) {
  const { day, minute } = chinaMoment(now);
  const today = hoursOn(rule, day);
  const isSure = rule.on_holidays === "open" || knowsYear(rule, day);
  const found = { state: "closed", name: today.name, at: null, asks: "", isSure, today: day };
  const until = openUntil(rule, day, minute);
  if (until !== null) return { ...found, state: "open", at: until };
  if (today.spans === null) return { ...found, state: "unknown" };
  for (let next = day; next <= day + AHEAD; next += 1) {
    const { spans, name } = next === day ? today : hoursOn(rule, next);
    if (spans === null) return { ...found, asks: name, at: name ? { day: next, minute: 0 } : null };
    const opens = spans.map(([from]) => from).filter((from) => next > day || from > minute);
    if (opens.length > 0) return { ...found, at: { day: next, minute: Math.min(...opens) } };
  }
  return found;
}

const knowsYear = (rule, day) => rule.holidays.some(([, first]) => Number(first.slice(0, 4)) === partsOf(day).year);

/** When what is open at a minute of a day closes; spans that touch are one. Null where it is closed. */
function openUntil(rule, day, minute) {
  let end = -1;
  for (let on = day - 1; on <= day + 8; on += 1) {
    const spans = (hoursOn(rule, on).spans ?? []).map((span) => span.map((at) => at + (on - day) * DAY));
    for (const [from, to] of spans.sort((one, other) => one[0] - other[0])) {
      if (end < 0 ? from <= minute && minute < to : from <= end) end = Math.max(end, to);
    }
  }
  return end < 0 ? null : { day: day + Math.floor(end / DAY), minute: end % DAY };
}

const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** A state in words; empty where there is nothing to say. */
export function openWords({ state, name, at, asks, isSure, today }) {
  const ask = isSure ? "" : "；节假日请先问";
  if (state === "unknown") return name ? `今天是${name}，是否开放待补充` : "";
  if (state === "open") return `现在开放${closing(at, today)}${ask}`;
  const why = name ? `（${name}）` : "";
  if (asks) return `现在不开放${why}，${dayWords(at.day, today)}（${asks}）是否开放待补充`;
  return at ? `现在不开放${why}，${dayWords(at.day, today)} ${clock(at.minute)} 开${ask}` : `现在不开放${why}`;
}

function closing(at, today) {
  if (at.day === today) return `，到 ${clock(at.minute)}`;
  if (at.day === today + 1) return at.minute === 0 ? "，到 24:00" : `，到明天 ${clock(at.minute)}`;
  return at.day > today + 7 ? "，全天不关门" : `，到${dayWords(at.day, today)} ${clock(at.minute)}`;
}

/** Fill the marks of a page, and keep them true. */
export function showOpenNow(page) {
  const places = [...page.querySelectorAll("[data-hours]")].map((block) => ({
    rule: JSON.parse(block.dataset.hours),
    mark: block.querySelector("[data-open-now]"),
  }));
  const show = () => {
    for (const { rule, mark } of places) {
      const state = openState(rule, new Date());
      const words = openWords(state);
      if (mark.textContent !== words) mark.textContent = words;
      mark.dataset.state = state.state;
      mark.hidden = words === "";
    }
  };
  if (places.length === 0) return;
  show();
  setInterval(show, 60_000);
  document.addEventListener("visibilitychange", () => document.hidden || show());
}

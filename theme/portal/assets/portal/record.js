// What the learner has finished. Kept in this browser only, under the address of this site.
import { addressOf, memory } from "../search/site.js";

const KEY = `${memory()}:progress`;

/**
 * @typedef {{on: string, minutes: number, title: string}} Finished  `on` is a local date like 2026-11-23
 * @returns {Map<string, Finished>} finished lessons by id, in the order of finishing
 */
export function finished() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "{}");
    return new Map(Object.entries(found).filter(([id, entry]) => isLesson(id) && isEntry(entry)));
  } catch {
    return new Map();
  }
}

/** Record a lesson as finished today. Returns whether it could be kept. */
export function finish(id, { minutes, title }) {
  const all = finished();
  all.set(id, { on: today(), minutes, title });
  return keep(all);
}

/** Take one lesson back. */
export function unfinish(id) {
  const all = finished();
  all.delete(id);
  return keep(all);
}

/** Forget everything. */
export function erase() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: there is nothing to forget.
  }
}

/** Minutes by calendar year of finishing, newest year first. */
export function minutesByYear() {
  const years = new Map();
  for (const { on, minutes } of finished().values()) {
    const year = Number(on.slice(0, 4));
    years.set(year, (years.get(year) ?? 0) + minutes);
  }
  return new Map([...years].sort(([a], [b]) => b - a));
}

/** A local date as 2026-11-23. */
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** 2026-11-23 → 2026年11月23日. */
export function chineseDate(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** Minutes as 学时 with one decimal at most. */
export function periods(minutes) {
  const length = Number(document.querySelector('meta[name="minutes-per-period"]')?.content) || 45;
  return String(Math.round((minutes / length) * 10) / 10);
}

/** Address of a lesson's page. */
export const lessonAddress = (id) => addressOf(`${id}/`);

/** Whether a text has the shape of a lesson's id. */
export function isLesson(id) {
  return /^[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+$/.test(id);
}

function isEntry(entry) {
  return entry && /^\d{4}-\d\d-\d\d$/.test(entry.on) && Number.isFinite(entry.minutes) && typeof entry.title === "string";
}

function keep(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(all)));
    return true;
  } catch {
    return false;
  }
}

// What was searched for last, kept in this browser only, and only where the device is somebody's own.

import { isShared, keepable } from "./keeping.js";
import { memory } from "./site.js";

const KEY = `${memory()}:searches`;
const MOST = 8;

/** The list with this query in front; unchanged where it may not be kept. */
export function withQuery(list, query) {
  const kept = keepable(query);
  return kept === null ? list : [kept, ...list.filter((other) => other !== kept)].slice(0, MOST);
}

/** Queries, the last one first. */
export function recent() {
  if (isShared()) return [];
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "[]");
    const texts = Array.isArray(found) ? found.filter((each) => typeof each === "string" && keepable(each) === each) : [];
    return [...new Set(texts)].slice(0, MOST);
  } catch {
    return [];
  }
}

/** Keep a query that somebody has sent off. */
export function remember(query) {
  if (isShared()) return;
  try {
    localStorage.setItem(KEY, JSON.stringify(withQuery(recent(), query)));
  } catch {
    // Storage is full or forbidden: then nothing is kept.
  }
}

/** Forget all of them. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: there is nothing to forget.
  }
}

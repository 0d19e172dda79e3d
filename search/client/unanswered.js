// Queries that no lesson answers, counted on this device where its operator has switched that on
// (`{"unanswered": true}` in search-config.json). A query and a number, nothing else: not when, not by whom.

import { keepable } from "./keeping.js";
import { ready } from "./language.js";
import { normalise } from "./planner.js";
import { memory, siteConfig } from "./site.js";

const KEY = `${memory()}:unanswered`;
const MOST = 500;
/** Says what an exported file is; `search/report.py` reads it. */
const FORMAT = "xuetang-unanswered/1";

const noted = new Set();

/** Whether the operator wants to know. */
export const isOn = async () => (await siteConfig()).unanswered === true;

/** Count a query, once for as long as the page is open. */
export async function note(query) {
  if (!(await isOn())) return;
  await ready();
  const kept = keepable(normalise(query));
  if (kept === null || noted.has(kept)) return;
  noted.add(kept);
  keep(withOneMore(unanswered(), kept));
}

/** The counts with one more; where there are too many queries, the first of the rarest makes room. */
export function withOneMore(counts, query) {
  const more = new Map(counts);
  if (!more.has(query) && more.size >= MOST) {
    const least = Math.min(...more.values());
    more.delete([...more].find(([, count]) => count === least)[0]);
  }
  return more.set(query, (more.get(query) ?? 0) + 1);
}

/** Map(query → count), as they were first asked. */
export function unanswered() {
  try {
    const found = Object.entries(JSON.parse(localStorage.getItem(KEY) || "{}"));
    const fits = ([query, count]) => keepable(query) === query && Number.isSafeInteger(count) && count > 0;
    return new Map(found.filter(fits).slice(0, MOST));
  } catch {
    return new Map();
  }
}

/** The counts as the text of a file, the most frequent first. */
export function exported(counts) {
  const queries = Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
  return JSON.stringify({ format: FORMAT, queries }, null, 1) + "\n";
}

/** Forget all counts. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: there is nothing to forget.
  }
}

function keep(counts) {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(counts)));
  } catch {
    // Storage is full or forbidden: then nothing is counted.
  }
}

// Who types 自杀 or 着火 may be in danger now: what to do first, said before any lesson.

import { language } from "./language.js";
import { squash } from "./planner.js";

const READ = new Set(["pinyin", "initials", "sound", "slip"]);

/** What to tell for a plan; null for nearly all of them. */
export function urgent({ literal, clauses }) {
  const read = clauses.map(({ options }) => options.filter(({ kind }) => READ.has(kind)).map(({ text }) => squash(text)));
  const said = [literal, ...read.flatMap((words) => words.slice(0, 1))];
  return language.urgent.find(({ words }) => words.some((word) => said.some((text) => text.includes(word))))?.tell ?? null;
}

// Which lesson comes first, the same for both engines: what was asked, found in the most telling place.

import { squash } from "./planner.js";

export const BATCH = 24;

// What it is worth to have the query, or a word of it, in a place.
const PLACES = { title: 80, names: 64, headings: 48, place: 34, summary: 32, body: 20 };
const WHOLE = { equal: 100, alias: 93, title: 90, name: 78, names: 70, headings: 56, place: 40, text: 30 };
const QUALITY = { literal: 1, pinyin: 1, initials: 0.95, alias: 0.9, sound: 0.95, slip: 0.9 };

const has = (text, runs) => runs.length > 0 && runs.every((run) => text.includes(run));

/** A lesson's texts in the form in which they are compared, made once. */
function texts(lesson) {
  lesson.squashed ??= {
    title: squash(lesson.title),
    aliases: lesson.aliases.map(squash),
    names: [...lesson.aliases, ...lesson.keywords].map(squash),
    headings: lesson.headings.map(squash),
    place: [lesson.courseTitle, lesson.categoryName, ...lesson.courseKeywords].map(squash).join(" "),
    summary: squash(lesson.summary),
    body: squash(lesson.body),
  };
  return lesson.squashed;
}

/** How well the lesson says all that was typed, letter for letter; 0 where it does not. */
function whole(lesson, { literal, runs }) {
  const { title, aliases, names, headings, place, summary, body } = texts(lesson);
  if (title === literal) return WHOLE.equal;
  if (aliases.includes(literal)) return WHOLE.alias;
  if (has(title, runs)) return WHOLE.title;
  if (names.includes(literal)) return WHOLE.name;
  if (names.some((name) => has(name, runs))) return WHOLE.names;
  if (headings.some((heading) => has(heading, runs))) return WHOLE.headings;
  if (has(place, runs)) return WHOLE.place;
  return has(`${summary}\n${body}`, runs) ? WHOLE.text : 0;
}

/** How well the lesson says what is asked, word by word: the mean of its clauses, rare and needed ones weighing more. */
function worded(lesson, clauses) {
  let [sum, total] = [0, 0];
  for (const clause of clauses) {
    const weight = (clause.isNeeded ? 1 : 0.5) * clause.weight;
    const whole = clause.options.map((option) => QUALITY[option.kind] * placed(lesson, squash(option.text)));
    const best = Math.max(0, ...whole);
    const parts = best > 0 ? [] : clause.pieces.map((piece) => piece.weight * placed(lesson, piece.text));
    sum += weight * Math.max(best, ...parts);
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

function placed(lesson, word) {
  const { title, names, headings, place, summary, body } = texts(lesson);
  const often = Math.min(8, 3 * Math.log2(1 + times(body, word)));
  if (title.includes(word)) return PLACES.title + often;
  if (names.some((name) => name.includes(word))) return PLACES.names + often;
  if (headings.some((heading) => heading.includes(word))) return PLACES.headings + often;
  if (place.includes(word)) return PLACES.place + often;
  if (summary.includes(word)) return PLACES.summary + often;
  return body.includes(word) ? PLACES.body + often : 0;
}

function times(text, word) {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0 && count < 12; at = text.indexOf(word, at + word.length)) count += 1;
  return count;
}

/** Share of the title that the query's words make up: of two titles with the word, the shorter is more about it. */
function share(lesson, clauses) {
  const { title } = texts(lesson);
  const covered = new Set();
  for (const { options } of clauses) {
    for (const { text } of options) {
      const word = squash(text);
      const at = word ? title.indexOf(word) : -1;
      for (let place = at; at >= 0 && place < at + word.length; place += 1) covered.add(place);
    }
  }
  return covered.size / Math.max(title.length, 1);
}

/** Points of a lesson for a plan, about 0–120. */
export function points(lesson, plan) {
  const said = Math.max(whole(lesson, plan), worded(lesson, plan.clauses));
  return said + 10 * share(lesson, plan.clauses) + 3 * lesson.boost;
}

/** Whether the lesson says all that was typed, letter for letter. */
export const isWhole = (lesson, plan) => whole(lesson, plan) > 0;

/** Lessons in order. Sorted in batches, so that a longer list starts like a shorter one. */
export function rank(lessons, plan) {
  const ranked = lessons.map((lesson) => ({ lesson, points: points(lesson, plan) }));
  const batches = [];
  for (let at = 0; at < ranked.length; at += 2 * BATCH) {
    const batch = ranked.slice(at, at + 2 * BATCH);
    batches.push(batch.sort((one, other) => other.points - one.points || (one.lesson.id < other.lesson.id ? -1 : 1)));
  }
  return batches.flat().map(({ lesson }) => lesson);
}

// Which lesson comes first, the same for both engines: what was asked, found in the most telling place.

import { QUALITY, closeness } from "./asked.js";
import { likeness, likened, times } from "./likeness.js";
import { squash } from "./planner.js";

export const BATCH = 24;

// What it is worth to have the query, or a word of it, in a place. A title or an alias typed whole outweighs all else.
const PLACES = { title: 80, names: 64, headings: 48, asked: 30, place: 34, summary: 32, body: 20 };
const WHOLE = { equal: 160, alias: 150, title: 90, name: 78, names: 70, headings: 56, asked: 52, place: 40, text: 30 };
// What it is worth that residents say what was asked in other words, all of it.
const SPOKEN = 80;
// The same share of it comes on top of what else speaks for a lesson.
const SPOKEN_TOO = 0.2;
// A lesson is about what was asked when it says more than this share of it in a telling place.
const ABOUT = 0.6;
// From this closeness on a phrase asks the same.
const CLOSE = 0.8;
// What all that speaks for a word besides its best place is worth together.
const MOST = 16;
// What it is worth that words stand side by side as they were typed.
const ADJACENT = 24;
// What a place nearer to the beginning of a course is worth.
const EARLY = 0.5;
// What the parts of a word are worth together at most.
const IN_PARTS = 70;
// What words count that only say whom it is about.
const ASIDE = 0.3;
// From this likeness on a lesson that is about all the words of it answers what was asked, from that on any lesson.
const [LIKE_ENOUGH, VERY_LIKE] = [0.4, 0.55];
// What it is worth to have all characters and pairs of them that were typed, many times.
const LIKE = 300;

const has = (text, runs) => runs.length > 0 && runs.every((run) => text.includes(run));

/** A lesson's texts in the form in which they are compared, made once. */
function texts(lesson) {
  lesson.squashed ??= {
    title: squash(lesson.title),
    aliases: lesson.aliases.map(squash),
    names: [...lesson.aliases, ...lesson.keywords].map(squash),
    headings: lesson.headings.map(squash),
    asked: lesson.asked.map(squash),
    place: [lesson.courseTitle, lesson.categoryName, ...lesson.courseKeywords].map(squash).join(" "),
    summary: squash(lesson.summary),
    body: squash(lesson.body),
  };
  return lesson.squashed;
}

/** How well the lesson says all that was typed, letter for letter; 0 where it does not. */
function whole(lesson, { literal, runs }) {
  const { title, aliases, names, headings, asked, place, summary, body } = texts(lesson);
  if (title === literal) return WHOLE.equal;
  if (aliases.includes(literal)) return WHOLE.alias;
  if (has(title, runs)) return WHOLE.title;
  if (names.includes(literal)) return WHOLE.name;
  if (names.some((name) => has(name, runs))) return WHOLE.names;
  if (headings.some((heading) => has(heading, runs))) return WHOLE.headings;
  if (asked.some((phrase) => has(phrase, runs))) return WHOLE.asked;
  if (has(place, runs)) return WHOLE.place;
  return has(`${summary}\n${body}`, runs) ? WHOLE.text : 0;
}

/** How well the lesson says what is asked, word by word: the mean of its clauses, rare and needed ones weighing more. */
function worded(lesson, clauses) {
  let [sum, total] = [0, 0];
  for (const clause of clauses) {
    const weight = (clause.isNeeded ? 1 : ASIDE) * clause.weight;
    const whole = clause.options.map((option) => QUALITY[option.kind] * placed(lesson, squash(option.text)));
    const parts = clause.pieces.map((piece) => piece.weight * placed(lesson, piece.text));
    sum += weight * Math.max(0, ...whole, Math.min(IN_PARTS, parts.reduce((one, other) => one + other, 0)));
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

function placed(lesson, word) {
  const { title, names, headings, asked, place, summary, body } = texts(lesson);
  const often = evidence(texts(lesson), word);
  if (title.includes(word)) return PLACES.title + often;
  if (names.some((name) => name.includes(word))) return PLACES.names + often;
  if (headings.some((heading) => heading.includes(word))) return PLACES.headings + often;
  if (asked.some((phrase) => phrase.includes(word))) return PLACES.asked + often;
  if (place.includes(word)) return PLACES.place + often;
  if (summary.includes(word)) return PLACES.summary + often;
  return body.includes(word) ? PLACES.body + often : 0;
}

/** How much else speaks for the word, 0–MOST: how often the text has it, and in how many places it stands. */
function evidence({ title, names, headings, asked, summary, body }, word) {
  const count = (all) => all.filter((text) => text.includes(word)).length;
  const places = 3 * title.includes(word) + 2 * Math.min(2, count(names)) + 2 * Math.min(2, count(headings));
  const said = 2 * summary.includes(word) + Math.min(3, count(asked));
  return Math.min(MOST, places + said + 2.5 * Math.log2(1 + times(body, word, 12)));
}

/**
 * Share of the title that the query's words and the words in them make up: of two titles with the word, the shorter is
 * more about it.
 */
function share(lesson, clauses) {
  const { title } = texts(lesson);
  const covered = new Set();
  for (const { options, pieces } of clauses) {
    for (const { text } of [...options, ...pieces.filter(({ weight }) => weight > 0.5)]) {
      const word = squash(text);
      const at = word ? title.indexOf(word) : -1;
      for (let place = at; at >= 0 && place < at + word.length; place += 1) covered.add(place);
    }
  }
  return covered.size / Math.max(title.length, 1);
}

/** `evidence` of the words of a query, the mean. */
function evidenceOf(lesson, clauses) {
  const all = texts(lesson);
  const found = clauses.filter(({ weight }) => weight > 0);
  const most = found.map(({ options }) => Math.max(...options.map(({ text }) => evidence(all, squash(text)))));
  return most.reduce((sum, each) => sum + each, 0) / Math.max(found.length, 1);
}

/** Pairs of characters of a query over the edges of its words. */
function pairsOver({ clauses, runs }) {
  const pairs = (texts) => texts.flatMap((text) => [...text].slice(1).map((character, at) => [...text][at] + character));
  const inside = pairs(clauses.map(({ typed }) => typed));
  return [...new Set(pairs(runs))].filter((pair) => !inside.includes(pair));
}

/** Share of the pairs of characters over the edges of words that the lesson has as they were typed, 0–1. */
function adjacency(lesson, over) {
  if (over.length === 0) return 0;
  const { title, names, headings, asked, summary, body } = texts(lesson);
  const telling = [title, ...names, ...headings, ...asked, summary];
  const has = (pair) => (telling.some((text) => text.includes(pair)) ? 1 : body.includes(pair) ? 0.5 : 0);
  return over.reduce((sum, pair) => sum + has(pair), 0) / over.length;
}

/** Of lessons that say it equally well the first of a course comes first: a course begins with what it is about. */
const early = ({ number }) => EARLY * Math.max(0, 5 - number);

/** Points of a lesson for a plan, about 0–400. */
export function points(lesson, plan, over = pairsOver(plan), like = likened(plan)) {
  const spoken = SPOKEN * closeness(texts(lesson).asked, plan.clauses);
  const said = Math.max(whole(lesson, plan), worded(lesson, plan.clauses), spoken);
  return said + LIKE * likeness(texts(lesson), like) + SPOKEN_TOO * spoken + 10 * share(lesson, plan.clauses) + 3 * lesson.boost + early(lesson) + ADJACENT * adjacency(lesson, over) + 0.8 * evidenceOf(lesson, plan.clauses);
}

const saidIn = (all) => ({ options }) => options.some(({ text }) => all.some((one) => one.includes(squash(text))));

/** Whether the lesson itself has all that was asked, wherever. */
export function mentions(lesson, plan) {
  const { title, names, headings, place, summary, body } = texts(lesson);
  return plan.clauses.filter(({ isNeeded }) => isNeeded).every(saidIn([title, ...names, ...headings, place, summary, body]));
}

/**
 * Whether the lesson answers what was asked and does not only mention it: it is like it, and it says all of it, most of it
 * where a lesson says what it is about, or residents say about just this when they need it. A lesson that is very like it
 * need not have every word.
 */
export function answers(lesson, plan) {
  const like = likeness(texts(lesson), likened(plan));
  return like >= VERY_LIKE || (like >= LIKE_ENOUGH && isAbout(lesson, plan));
}

function isAbout(lesson, plan) {
  const { title, names, headings, asked, place, summary } = texts(lesson);
  const telling = [title, ...names, ...headings, place, summary];
  const needed = plan.clauses.filter(({ isNeeded }) => isNeeded);
  const weigh = (clauses) => clauses.reduce((sum, { weight }) => sum + weight, 0);
  const isSaid = mentions(lesson, plan) && weigh(needed.filter(saidIn(telling))) > ABOUT * weigh(needed);
  return isSaid || closeness(asked, plan.clauses) >= CLOSE;
}

/** Lessons in order. Sorted in batches, so that a longer list starts like a shorter one. */
export function rank(lessons, plan) {
  const [over, like] = [pairsOver(plan), likened(plan)];
  const ranked = lessons.map((lesson) => ({ lesson, points: points(lesson, plan, over, like) }));
  const batches = [];
  for (let at = 0; at < ranked.length; at += BATCH) {
    const batch = ranked.slice(at, at + BATCH);
    batches.push(batch.sort((one, other) => other.points - one.points || (one.lesson.id < other.lesson.id ? -1 : 1)));
  }
  return batches.flat().map(({ lesson }) => lesson);
}

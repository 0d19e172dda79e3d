// Which lesson comes first, the same for both engines: what was typed, found word for word in the most telling place.

import { squash } from "./planner.js";

const has = (text, runs) => runs.length > 0 && runs.every((run) => squash(text).includes(run));

/** 7 the title itself, 6 in the title, 5 a name that authors gave it, 4 in such a name … 1 in the text, 0 nowhere. */
export function tier(lesson, plan) {
  const names = [...lesson.aliases, ...lesson.keywords];
  if (squash(lesson.title) === plan.literal) return 7;
  if (has(lesson.title, plan.runs)) return 6;
  if (names.some((name) => squash(name) === plan.literal)) return 5;
  if (names.some((name) => has(name, plan.runs))) return 4;
  if (lesson.headings.some((heading) => has(heading, plan.runs))) return 3;
  if (has(lesson.courseTitle, plan.runs) || has(lesson.categoryName, plan.runs)) return 2;
  return has(`${lesson.summary}\n${lesson.body}`, plan.runs) ? 1 : 0;
}

/** Share of the topic's tokens in a text, 0–1. */
export function share(text, tokens) {
  const squashed = squash(text);
  return tokens.filter((token) => squashed.includes(token.text)).length / Math.max(tokens.length, 1);
}

export const BATCH = 24;

/**
 * Lessons in the order of tier, share in the title, what the engine found of the query, editors' boost and the
 * engine's own order. Sorted in batches, so that a longer list starts like a shorter one.
 */
export function rank(lessons, plan) {
  const ranked = lessons.map((lesson, at) => ({
    lesson,
    keys: [tier(lesson, plan), share(lesson.title, plan.topicTokens), lesson.coverage ?? 1, lesson.boost, -at],
  }));
  const batches = [];
  for (let at = 0; at < ranked.length; at += BATCH) {
    batches.push(ranked.slice(at, at + BATCH).sort((one, other) => compare(other.keys, one.keys)));
  }
  return batches.flat().map(({ lesson }) => lesson);
}

function compare(one, other) {
  const at = one.findIndex((key, index) => key !== other[index]);
  return at < 0 ? 0 : one[at] - other[at];
}

/**
 * When no lesson has everything: those that have at least half of the topic, best first. Rare tokens weigh more.
 * `hits`: token text → Map(id → score). Returns [{id, matched: token texts, coverage 0–1}].
 */
export function partial(tokens, hits) {
  const weights = new Map(tokens.map(({ text }) => [text, Math.log(1 + 1000 / Math.max(hits.get(text).size, 1))]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const found = new Map();
  for (const { text } of tokens) {
    for (const [id, score] of hits.get(text)) {
      const entry = found.get(id) ?? { id, matched: [], coverage: 0, score: 0 };
      entry.matched.push(text);
      entry.coverage += weights.get(text) / total;
      entry.score += score;
      found.set(id, entry);
    }
  }
  return [...found.values()]
    .filter((entry) => entry.matched.length * 2 >= tokens.length)
    .sort((one, other) => other.coverage - one.coverage || other.score - one.score);
}

/** Neighbouring pairs as the words they came from: 医保 保缴 → 医保缴. */
export function joined(tokens, known) {
  const words = [];
  let open = false;
  for (const { text } of tokens) {
    const isKnown = known.has(text);
    const last = words.at(-1);
    if (isKnown && open && last && text.length > 1 && last.endsWith([...text][0])) {
      words[words.length - 1] = last + [...text].slice(1).join("");
    } else if (isKnown) {
      words.push(text);
    }
    open = isKnown;
  }
  return [...new Set(words)];
}

// How like what was typed a lesson is, character by character. Residents say in sentences of their own what no list of
// words has; single characters and pairs of them still point at the lesson that has most of them, the rare ones above all.

import { language } from "./language.js";
import { isHan, runs } from "./planner.js";

// How much an occurrence counts by where it stands, and how many of them are worth half of endless ones.
const PLACES = { title: 4, names: 3, headings: 2, place: 2, asked: 1, summary: 1, body: 1 };
const HALF = 3;
// What another name counts.
const OTHER = 0.9;

/**
 * What to look for: [[{parts: Map(character or pair → how much it says), worth}, …], …], of each list whatever a lesson has
 * most of. What was typed comes first; every word with other names, and every one that was read or mended, is a list of
 * its own. `plan.sizes`: Map(word → number of lessons that have it), of the words that were asked for.
 */
export function likened({ runs: typed, clauses, sizes }) {
  const weighed = (texts) =>
    new Map(texts.filter(isTelling).map((text) => [text, language.rarity(text, sizes?.get(text))]).filter(([, said]) => said > 0));
  const rest = weighed(typed.filter((run) => isHan(run) || clauses.some(({ typed: word }) => word === run)).flatMap(partsIn));
  const lists = [];
  for (const { typed: word, options } of clauses) {
    const others = options.filter(({ kind }) => kind !== "literal");
    if (others.length === 0) continue;
    const own = partsIn(word);
    for (const text of rest.keys()) if (own.includes(text)) rest.delete(text);
    const isSaid = others.every(({ kind }) => kind === "alias");
    const names = others.map(({ text }) => ({ parts: weighed(pairsIn(text)), worth: isSaid ? OTHER : 1 }));
    lists.push((isSaid ? [{ parts: weighed(own), worth: 1 }, ...names] : names).filter(({ parts }) => parts.size > 0));
  }
  return [[{ parts: rest, worth: 1 }], ...lists].filter((list) => list.length > 0);
}

const isTelling = (text) => !language.fillers.has(text) && !language.questions.has(text);

/** Characters of Han text and the pairs of them; other text whole. */
function partsIn(run) {
  const characters = [...run];
  return isHan(run) ? characters.flatMap((each, at) => (at > 0 ? [each, characters[at - 1] + each] : [each])) : [run];
}

/** The pairs of a name; a single character is all there is of some. */
function pairsIn(text) {
  const parts = runs(text).flatMap(partsIn);
  const pairs = parts.filter((part) => [...part].length > 1);
  return pairs.length > 0 ? pairs : parts;
}

/** 0–1: how much of it a lesson has, and how often. `texts` as ranking.js compares them. */
export function likeness(texts, lists) {
  let [sum, total] = [0, 0];
  for (const list of lists) {
    const weight = weightOf(list[0]);
    sum += weight * Math.max(...list.map(({ parts, worth }) => worth * share(texts, parts)));
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

const weightOf = ({ parts }) => [...parts.values()].reduce((sum, each) => sum + each, 0);

function share(texts, parts) {
  let [sum, total] = [0, 0];
  for (const [text, said] of parts) {
    const often = occurrences(texts, text);
    sum += (said * often) / (often + HALF);
    total += said;
  }
  return total > 0 ? sum / total : 0;
}

function occurrences(texts, part) {
  let count = 0;
  for (const [place, weight] of Object.entries(PLACES)) {
    for (const text of [texts[place]].flat()) count += weight * times(text, part);
  }
  return count;
}

/** How often a text has a part. */
export function times(text, part, most = Infinity) {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0 && count < most; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}

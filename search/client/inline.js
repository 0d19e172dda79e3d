// The engine of copies that are opened from a folder, and of whoever asks for it by name: data made by
// `search/inline.py`, in memory. It counts as Pagefind does (BM25 over the same tokens, a word that goes on counting
// less), so that a copy answers like the portal.

import { everywhere } from "./everywhere.js";
import { FACETS, count, fits } from "./facets.js";
import { isHan } from "./planner.js";
import { data } from "./site.js";

const FILE = "search/data.json";
// Pagefind's own numbers.
const [SATURATION, PAGE_LENGTH, SAME_ACCENTS] = [1.4, 0.75, 1.8];
const MARK = 3; // bytes of the letter that ends a word there

let loading;
let ready = null;

function load() {
  loading ??= data(FILE)
    .then((found) => (ready = new Index(found)))
    .catch((error) => {
      loading = undefined; // the next try may find it
      throw error;
    });
  return loading;
}

/** Load the data before it is needed. */
export const warm = () => load().then(() => {});

/** The lesson with this id; undefined when there is none. */
export const lessonOf = async (id) => (await load()).lessons.find((lesson) => lesson.id === id);

/** key → Map(id → score) of the lessons that have all tokens of each question, see matching.js. */
export async function hits(questions) {
  const index = ready ?? (await load());
  return new Map(questions.map(({ key, tokens }) => [key, everywhere(tokens.map((token) => index.ask(token)))]));
}

/** The part of the lessons that is shown. See search.js for shapes. */
export async function page(entries, { filters, limit, facets }) {
  const { byId } = ready ?? (await load());
  const shown = entries.filter(({ id }) => fits(byId.get(id), filters));
  return {
    total: shown.length,
    lessons: shown.slice(0, limit).map(({ id, coverage, used, matched }) => ({ ...byId.get(id), coverage, used, matched })),
    facets: facets ? count(entries.map(({ id }) => byId.get(id)), filters) : Object.fromEntries(FACETS.map((facet) => [facet, {}])),
  };
}

class Index {
  constructor({ lessons, lengths, words }) {
    this.lessons = lessons;
    this.byId = new Map(lessons.map((lesson) => [lesson.id, lesson]));
    this.lengths = lengths;
    this.meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1);
    this.words = new Map(Object.entries(words));
    this.answers = new Map();
  }

  /** Map(id → score) of the lessons that have a token, or one that begins with it. */
  ask(token) {
    const key = `${token.prefix ? "*" : "="}${token.text}`;
    if (!this.answers.has(key)) {
      if (this.answers.size > 400) this.answers.delete(this.answers.keys().next().value);
      this.answers.set(key, token.prefix ? this.scored(this.beginning(token.text)) : this.scored(this.exactly(token.text)));
    }
    return this.answers.get(key);
  }

  exactly(text) {
    return this.words.has(text) ? [{ text, more: 0 }] : [];
  }

  beginning(text) {
    const found = [...this.words.keys()].filter((word) => word.startsWith(text));
    return found.map((word) => ({ text: word, more: stored(word) - gramLength(text) }));
  }

  scored(words) {
    const found = words.map(({ text, more }) => ({ bonus: closeness(more + 1), lessons: unpacked(this.words.get(text)) }));
    const frequency = new Set(found.flatMap(({ lessons }) => lessons.map(([number]) => number))).size;
    const rarity = Math.log((this.lessons.length - frequency + 0.5) / (frequency + 0.5) + 1);
    const scores = new Map();
    for (const { bonus, lessons } of found) {
      for (const [number, weight] of lessons) {
        const worth = weight * bonus;
        const length = SATURATION * (1 - PAGE_LENGTH + (PAGE_LENGTH * this.lengths[number]) / this.meanLength);
        const score = (SAME_ACCENTS * rarity * (SATURATION + 1) * worth) / (length + worth);
        const { id } = this.lessons[number];
        scores.set(id, (scores.get(id) ?? 0) + score);
      }
    }
    return scores;
  }
}

/** [[number of a lesson, weight of the word there], …] as `search/inline.py` packed it. */
function unpacked(text) {
  let number = -1;
  return text.split(" ").map((entry) => {
    const [step, weight] = entry.split(".");
    number += parseInt(step, 36);
    return [number, weight === undefined ? 1 : parseInt(weight, 36)];
  });
}

/** Length in bytes of a token as Pagefind is asked for it, and as it is kept there. */
const gramLength = (token) => (/^[\x00-\x7f]*$/.test(token) ? token.length : 1 + 5 * [...token].length);
const stored = (token) => gramLength(token) + (isHan(token) && [...token].length === 2 ? 0 : MARK);

/** What a word counts that is so many bytes longer, one more, than what was asked: less with every byte. */
const closeness = (bytes) => Math.exp(Math.exp((-0.5 * bytes ** 2) / 4) - 1);

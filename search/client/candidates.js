// Letters typed so far → words in Chinese to choose from, and words that go on from a chosen one. No input method needed.
//
//   candidates("gxy", language)        → ["高血压", …], the most telling first
//   continuations("高血压", language)  → ["吃泡菜", …]

import { blurred } from "./language.js";
import { clausesOf, companionsOf, isIdle, phrasesOf } from "./phrases.js";
import { NOT, fit, syllable } from "./spelling.js";

// Five rows of twelve: who has not found it by then types another letter.
const MOST = 60;
// With fewer than a row, words are added in which sounds are mixed up.
const ROW = 12;

// What a word costs by where it stands: titles, names, headings, texts. The cheapest come first.
const PLACES = { 4: 0, 3: 0.5, 2: 1.5, 1: 2.5 };
const NAME = 0.5;
// A word that no name is cut into may be a piece of others: 年期, 攀枝.
const PIECE = 0.4;
const PHRASE = 1;
const IDLE = 2;
const COUNTING = 2;
const BLURRED = 2.5;
const EXPECTED = -1;

// Numbers stand in many titles and are hardly ever looked for: 三条, 第一. What residents call something is: 三高.
const COUNTS = /^(第|[几两一二三四五六七八九十百千万]+.?$)/u;
// Never put before people who did not spell it in full: a screen stands in a public place.
const DELICATE = /[淫奸嫖娼妓裸屁屎死]|色情|猥亵|残废|弱智|[傻蠢笨贱]|[瞎聋瘫疯哑]子|[猪癫儿]疯|神经病|遗精|自杀|杀人|要杀|性(生活|关系|玩具|病)/u;

const indexes = new WeakMap();

/** The index of a language, made once; `prepare(language)` makes it before the first letter. */
export function prepare(language) {
  if (!indexes.has(language)) indexes.set(language, new Index(language));
  return indexes.get(language);
}

/** Words for the letters (and digits) in order; `before` is what stands before them, and makes what goes with it likelier. */
export function candidates(letters, language, { before = "" } = {}) {
  const typed = letters.toLowerCase();
  if (!/^[a-z0-9]+$/.test(typed)) return [];
  const index = prepare(language);
  const found = index.spelled(typed, before ? continuations(before, language) : []);
  if (found.length < ROW) found.push(...index.blurred(typed, new Set(found)));
  if (found.length === 0) found.push(...Object.values(language.nearby(typed)).flat());
  if (found.length === 0) found.push(...index.pairs(typed));
  if (found.length === 0) found.push(...index.characters(typed));
  return [...new Set(found)].slice(0, MOST);
}

/** Words that titles and names say with the last word of `text`. */
export function continuations(text, language) {
  const index = prepare(language);
  const typed = text.trim().toLowerCase();
  const last = index.lastWord(typed);
  const words = last ? [last, ...(language.aliases.get(last) ?? [])] : [];
  const found = words.flatMap((word) => [index.clauses, index.sayings].flatMap((all) => companionsOf(word, all, language)));
  return [...new Set(found)].filter((word) => !typed.includes(word) && !DELICATE.test(word)).slice(0, ROW);
}

class Index {
  constructor(language) {
    this.language = language;
    this.clauses = clausesOf(language.names, language);
    this.entries = new Map();
    this.byLetter = new Map();
    this.byBlurredLetter = new Map();
    this.sounds = new Map();
    const spoken = new Set(this.clauses.flat());
    const place = (word, weight) => (PLACES[weight] ?? PLACES[1]) + (spoken.has(word) || language.aliases.has(word) ? 0 : PIECE);
    for (const [word, weight] of language.weights) this.add(word, place(word, weight));
    for (const word of language.aliases.keys()) this.add(word, NAME);
    for (const word of language.latin) this.add(word, NAME);
    for (const phrase of phrasesOf(this.clauses, language)) this.add(phrase, PHRASE);
    for (const entry of this.entries.values()) this.sort(entry);
  }

  /** What people call things, as clauses: only for going on from a word. */
  get sayings() {
    this.said ??= clausesOf([...this.language.aliases.keys()], this.language);
    return this.said;
  }

  add(text, place) {
    const entry = text.length > 1 && !this.entries.has(text) ? this.entry(text, place) : null;
    if (entry) this.entries.set(text, entry);
  }

  entry(text, place) {
    const read = this.read(text);
    if (!read) return null;
    const sounds = read.map((each) => this.sound(each));
    return {
      text,
      exact: sounds.map(({ exact }) => exact),
      alike: sounds.map(({ alike }) => alike),
      leastLetters: DELICATE.test(text) ? read.join("").length : 0,
      cost: place + (isIdle(text, this.language) ? IDLE : 0) + (this.isCount(text) ? COUNTING : 0),
      order: this.entries.size,
    };
  }

  isCount(text) {
    return COUNTS.test(text) && !this.language.aliases.has(text);
  }

  /** A word's syllables; letters and digits stand for themselves. */
  read(text) {
    const found = this.language.reading(text) ?? [...text].map((each) => (/[a-z0-9]/.test(each) ? each : this.language.reading(each)?.[0]));
    return found.every(Boolean) ? found : null;
  }

  /** {exact, alike}: a syllable, and all that it is mixed up with; each is made once. */
  sound(text) {
    if (!this.sounds.has(text)) {
      const key = blurred(text);
      const known = this.sounds.get(key);
      const alike = known?.alike ?? [syllable(key)];
      if (!known) this.sounds.set(key, { exact: [alike[0]], alike });
      if (text !== key) {
        alike.push(syllable(text));
        this.sounds.set(text, { exact: [alike.at(-1)], alike });
      }
    }
    return this.sounds.get(text);
  }

  sort(entry) {
    into(this.byLetter, entry.exact[0][0].text[0], entry);
    for (const letter of new Set(entry.alike[0].map(({ text }) => text[0]))) into(this.byBlurredLetter, letter, entry);
  }

  /** Texts of entries that the letters spell, and of what is expected, whether it is an entry or not. */
  spelled(letters, expected) {
    const likely = expected.map((text) => this.entry(text, EXPECTED)).filter(Boolean);
    const all = [...likely, ...(this.byLetter.get(letters[0]) ?? [])];
    return inOrder(all.map((entry) => valued(entry, letters, entry.exact, 0)));
  }

  /** Texts of others that they spell when sounds are mixed up. */
  blurred(letters, known) {
    const others = (this.byBlurredLetter.get(letters[0]) ?? []).filter(({ text }) => !known.has(text));
    return inOrder(others.map((entry) => valued(entry, letters, entry.alike, BLURRED)));
  }

  /** Two words for letters that are no one word's: gxycy. */
  pairs(letters) {
    const { exact, initials } = this.language.sounds;
    const isOffered = (word) => this.language.isOffered(word) && !DELICATE.test(word);
    const named = (part) => (exact.get(part) ?? initials.get(part) ?? []).filter(isOffered).slice(0, 3);
    const found = [];
    for (let at = 2; at <= letters.length - 2; at += 1) {
      for (const one of named(letters.slice(0, at))) {
        for (const other of named(letters.slice(at))) if (one !== other) found.push(one + other);
      }
    }
    return found.slice(0, ROW);
  }

  /** Single characters that stand in names and are read so: for when there is no word. */
  characters(letters) {
    if (!this.single) {
      this.single = new Map();
      for (const character of new Set(this.clauses.flat().join(""))) into(this.single, this.language.reading(character)?.[0], character);
    }
    return (this.single.get(letters) ?? []).slice(0, ROW);
  }

  /** The last word of a text: all after the last space if that is one, else its longest known end. */
  lastWord(text) {
    const piece = text.split(" ").at(-1);
    for (let start = 0; start < piece.length - 1; start += 1) {
      if (this.entries.has(piece.slice(start))) return piece.slice(start);
    }
    return null;
  }
}

const cheapest = (one, other) => one.cost - other.cost || one.order - other.order;

/** An entry with what it costs for these letters; null where they do not spell it, or not all of a delicate one. */
function valued({ text, leastLetters, cost, order }, letters, spelled, extra) {
  const fits = letters.length < leastLetters ? NOT : fit(letters, spelled);
  return fits === NOT ? null : { text, order, cost: cost + fits + extra };
}

const inOrder = (entries) => entries.filter(Boolean).sort(cheapest).slice(0, MOST).map(({ text }) => text);

function into(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

// What a resident typed → what the engines are asked. Cutting text into tokens is the twin of `search/chinese.py`.

import { blurred, language } from "./language.js";

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const TRANSPARENT = /[“”‘’"'`《》〈〉「」『』\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const RUN = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}]){1,40}`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]`, "u");

// Longer queries are cut: what counts of a question is said in its first line.
const MAX_CHARACTERS = 64;
const MAX_TOKENS = 32;
const MAX_CLAUSES = 8;
const MAX_OPTIONS = 6;
const LONGEST_WORD = 8;
// What one character of a word that nobody knows counts: the 伤 of 绊伤.
const SINGLE = 0.5;

/** Text as it is compared: one form of every character, lower case, simplified characters. */
export function normalise(text) {
  return language.simplify(text.replace(TRANSPARENT, "").normalize("NFKC").toLowerCase().replace(TRANSPARENT, ""));
}

export const isHan = (text) => IS_HAN.test(text);

/** Runs of Han characters and words, in order. */
export const runs = (text) => normalise(text).match(RUN) ?? [];

/** Letters and digits only: two texts that read alike are equal. */
export const squash = (text) => runs(text).join("");

/** Everything of the text that can be searched, as `chinese.tokens` yields it. */
export function tokens(text) {
  return runs(text).flatMap((run) => (isHan(run) ? [...pairs(run), [...run].at(-1)] : [run]));
}

/** A token as a word that no segmenter cuts, as `chinese.gram` makes it. */
export function gram(token) {
  if (/^[\x00-\x7f]*$/.test(token)) return token;
  return "z" + [...token].map((character) => character.codePointAt(0).toString(16).padStart(5, "0")).join("");
}

function pairs(run) {
  const characters = [...run];
  return characters.slice(1).map((character, at) => characters[at] + character);
}

/** Tokens to ask for: all pairs of a run, a lone character and, if `isOpen`, the last word as beginnings of longer ones. */
function asked(parts, isOpen = true) {
  const found = new Map();
  parts.forEach((run, at) => {
    const texts = isHan(run) && [...run].length > 1 ? pairs(run) : [run];
    for (const text of texts) {
      const isLone = isHan(run) ? [...run].length === 1 : isOpen && at === parts.length - 1;
      const isGram = /^z[\da-f]*$/.test(text); // every token of Han text begins so
      const prefix = texts.length === 1 && isLone && !isGram;
      found.set(text, { text, gram: gram(text), prefix: prefix || (found.get(text)?.prefix ?? false) });
    }
  });
  return [...found.values()].slice(0, MAX_TOKENS);
}

/**
 * The plan for a query.
 *   text      what was typed, tidied, for showing
 *   literal   its letters and digits; `runs` its runs; `tokens` what all must be found for a literal match
 *   clauses   what it is about: [{typed, isNeeded, options: [{text, kind, tokens}], pieces: [{text, weight, tokens}]}]; a
 *             lesson fits when it has one option of every needed clause, and comes near with pieces of them. Kinds:
 *             literal, alias, pinyin, initials, and in a repaired plan sound and slip. `topicality` 0–1: how much such a
 *             word says about what a lesson is about
 *   edges     of characters that nobody knows beside a word: the pairs of which a lesson should have one
 *   topic     the clauses' own words, for marking; `topicTokens` their tokens
 *   isGuess   whether part of what was typed is not looked for
 *   repairs   [{typed, text, isCertain}] that were made; none in a plan as typed
 */
export function plan(query) {
  const typed = String(query ?? "").replace(/\s+/gu, " ").trim();
  const text = [...typed].slice(0, MAX_CHARACTERS).join("");
  const segments = segmented(text);
  return made(text, clausesOf(segments), [], segments);
}

/**
 * The plan with words that nobody knows taken for words that sound or look like them; null when there are none.
 * `isLoose`: guesses too, for when there is nothing to lose. `lost`: how many characters it leaves out of what was typed.
 */
export function repaired(plan, isLoose = false) {
  const { segments, repairs, lost } = mended(segmented(plan.text), isLoose);
  return repairs.length > 0 ? { ...made(plan.text, clausesOf(segments), repairs, segments), lost } : null;
}

function made(text, clauses, repairs, segments = []) {
  const all = runs(text);
  const topic = [...new Set(clauses.flatMap(({ options }) => options.map((option) => option.text)))];
  return {
    text,
    literal: all.join(""),
    runs: all,
    tokens: asked(all),
    clauses,
    edges: segments.filter((segment) => segment.edges?.length > 0).map((segment) => asked(segment.edges, false)),
    topic,
    topicTokens: asked(topic.flatMap(runs), false),
    isGuess: clauses.some((each) => each.isGuess),
    repairs,
  };
}

// -- Han: words, names, and what is left ------------------------------------------------------------------------------

/** Segments of the text in order: {text, role, run, options?} with role word, unknown, letters or filler; `run` tells what was typed without a space. */
function segmented(text) {
  const found = [...normalise(latin(text)).matchAll(RUN)].map((match) => ({ text: match[0], start: match.index }));
  const parts = joinedLetters(withMixed(found));
  return parts.flatMap((part, run) => {
    if (part.options) return [{ text: part.text, role: "word", run, options: part.options }];
    return isHan(part.text) ? cut([...part.text]).map((each) => ({ ...each, run })) : [{ text: part.text, role: "letters", run }];
  });
}

/** Characters and letters of one word, typed without a space: 高xueya. The characters must stand in the word. */
function withMixed(parts) {
  const found = [];
  for (let at = 0; at < parts.length; at += 1) {
    const { text, start } = parts[at];
    if (!/^[a-z]+$/.test(text)) {
      found.push(parts[at]);
      continue;
    }
    const last = found.at(-1);
    const next = parts[at + 1];
    const before = last && !last.options && isHan(last.text) && last.start + last.text.length === start ? [...last.text] : [];
    const after = next && isHan(next.text) && next.start === start + text.length ? [...next.text] : [];
    const word = mixedWord(before, text, after);
    if (!word) {
      found.push(parts[at]);
      continue;
    }
    if (word.before > 0) {
      found.pop();
      const left = before.slice(0, before.length - word.before).join("");
      if (left) found.push({ text: left, start: last.start });
    }
    found.push({ text: word.typed, start, options: word.options });
    if (word.after > 0) {
      const right = after.slice(word.after).join("");
      if (right) parts[at + 1] = { text: right, start: next.start + next.text.length - right.length };
      else at += 1;
    }
  }
  return found;
}

function mixedWord(before, letters, after) {
  for (let lead = Math.min(4, before.length); lead >= 0; lead -= 1) {
    for (let trail = Math.min(4, after.length); trail >= 0; trail -= 1) {
      if (lead + trail === 0) continue;
      const head = before.slice(before.length - lead).join("");
      const tail = after.slice(0, trail).join("");
      const read = [head && language.reading(head)?.join(""), letters, tail && language.reading(tail)?.join("")];
      if (read.includes(undefined)) continue;
      const fits = (word) => word.startsWith(head) && word.endsWith(tail);
      const words = (language.sounds.exact.get(read.join("")) ?? []).filter(fits);
      if (words.length > 0) return { typed: head + letters + tail, before: lead, after: trail, options: named(words, "pinyin") };
    }
  }
  return null;
}

/** Letters without tones, as a keyboard has them: ǚ is v. */
const latin = (text) =>
  text.normalize("NFD").replace(/u\u0308/giu, "v").replace(/[\u0300-\u036f]/gu, "").normalize("NFC");

/** Syllables typed apart belong together, gao xue ya; words typed apart stay apart, canjiren buzhu. */
function joinedLetters(parts) {
  const isSyllables = ({ text, options }) => !options && /^[a-z]+$/.test(text) && syllablesOf(text) !== null;
  const rows = [];
  for (const part of parts) {
    const row = rows.at(-1);
    if (row && isSyllables(part) && isSyllables(row.at(-1))) row.push(part);
    else rows.push([part]);
  }
  return rows.flatMap((row) => {
    const text = row.map((part) => part.text).join("");
    const isSpelt = row.every((part) => syllablesOf(part.text)?.length === 1 && !language.latin.has(part.text));
    const isOne = language.sounds.exact.has(text) || language.partsByReading(text).length > 0;
    return row.length > 1 && (isOne || isSpelt) ? [{ ...row[0], text }] : joinedWords(row);
  });
}

/** The parts of a row, those that make a word or a question together as one, zenme ban; what says nothing is left out. */
function joinedWords(row) {
  const found = [];
  for (let at = 0; at < row.length; ) {
    let end = row.length;
    const text = () => row.slice(at, end).map((part) => part.text).join("");
    while (end > at + 1 && !language.questionReadings.has(text()) && !language.sounds.exact.has(text())) end -= 1;
    found.push({ ...row[at], text: text() });
    at = end;
  }
  const isTelling = ({ text }) => !language.questionReadings.has(text) && syllablesOf(text)?.length !== 1;
  return row.length > 1 && found.some(isTelling) ? found.filter(isTelling) : found;
}

/** The cheapest way to cut a run: few words, long ones, as little unknown as can be. */
function cut(characters) {
  const best = [{ cost: 0 }];
  for (let end = 1; end <= characters.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start += 1) {
      const text = characters.slice(start, end).join("");
      const { role, cost } = valued(text, end - start);
      if (role && best[start].cost + cost < (best[end]?.cost ?? Infinity)) {
        best[end] = { cost: best[start].cost + cost, start, text, role };
      }
    }
  }
  const segments = [];
  for (let at = characters.length; at > 0; at = best[at].start) segments.unshift({ text: best[at].text, role: best[at].role });
  return segments.map((segment, at) => ({ ...segment, edges: edges(segment, segments[at - 1], segments[at + 1]) }));
}

/** What a lone unknown character makes with the words beside it: the 康码 of 健康码, which is not about 健康. */
function edges({ text, role }, before, after) {
  if (role !== "unknown" || [before?.role, after?.role].includes("unknown")) return [];
  const left = before?.role === "word" ? [[...before.text].at(-1) + text] : [];
  const right = after?.role === "word" ? [text + [...after.text][0]] : [];
  return [...left, ...right];
}

function valued(text, length) {
  if (language.questions.has(text) || language.fillers.has(text)) return { role: "filler", cost: 0.8 - length / 100 };
  if (length > 1 && language.knows(text)) return { role: "word", cost: 1 - length / 100 - (language.weights.get(text) ?? 3) / 1000 };
  return length === 1 ? { role: "unknown", cost: 2.2 } : {};
}

// -- clauses ----------------------------------------------------------------------------------------------------------

function clausesOf(segments) {
  const found = [];
  let unknown = "";
  const flush = () => {
    if (unknown) found.push(clause(unknown, [...unknown].length > 1, [{ text: unknown, kind: "literal" }]));
    unknown = "";
  };
  segments.forEach((segment, at) => {
    if (segment.role === "unknown" && !segment.options) {
      unknown += segment.text;
      return;
    }
    flush();
    if (segment.options) found.push(clause(segment.text, true, segment.options));
    else if (segment.role === "word") found.push(clause(segment.text, !language.isPerson(segment.text), namesOf(segment.text)));
    else if (segment.role === "letters") found.push(...lettersOf(segment.text, at === segments.length - 1));
  });
  flush();
  const needed = found.filter(({ isNeeded }) => isNeeded);
  const clauses = (needed.length > 0 ? found : found.map((each) => ({ ...each, isNeeded: true }))).slice(0, MAX_CLAUSES);
  return clauses;
}

function clause(typed, isNeeded, options, isOpen = false) {
  const distinct = new Map(options.map((option) => [option.text, option]).reverse());
  const kept = [...distinct.values()].reverse().slice(0, MAX_OPTIONS);
  const pieces = new Map(piecesOf(typed).reverse().map((piece) => [piece.text, piece]));
  return {
    typed,
    isNeeded,
    topicality: Math.max(...kept.map((option) => language.topicality(option.text))),
    options: kept.map((option) => ({ ...option, tokens: asked(runs(option.text), isOpen) })),
    pieces: [...pieces.values()].map((piece) => ({ ...piece, tokens: asked([piece.text], false) })),
  };
}

/** The same query as pairs of characters, for when no word of it is known; it only finds what comes near. */
export function shredded(plan) {
  const clauses = plan.tokens.map((token) => ({ typed: token.text, isNeeded: true, topicality: 1, options: [{ text: token.text, kind: "literal", tokens: [token] }], pieces: [] }));
  return clauses.length > 1 ? { ...made(plan.text, clauses, []), isGuess: true } : null;
}

/** Smaller parts of a word or of unknown characters, which only count when nothing has the whole: {token, weight}. */
function piecesOf(text) {
  const characters = [...text];
  if (!isHan(text) || characters.length < 2) return [];
  const found = [];
  for (let length = characters.length - 1; length > 1; length -= 1) {
    for (let start = 0; start + length <= characters.length; start += 1) {
      const part = characters.slice(start, start + length).join("");
      if (language.weights.has(part)) found.push({ text: part, weight: 0.6 });
    }
  }
  if (language.knows(text)) return found;
  const single = characters.filter((character) => !language.fillers.has(character) && !language.questions.has(character));
  return [
    ...found,
    ...pairs(text).map((pair) => ({ text: pair, weight: 1 / characters.length })),
    ...single.map((character) => ({ text: character, weight: SINGLE / characters.length })),
  ];
}

/** A word and what else it is called. */
const namesOf = (word) => [
  { text: word, kind: "literal" },
  ...(language.aliases.get(word) ?? []).map((text) => ({ text, kind: "alias" })),
];

// -- letters: pinyin, initials, or a word of another language -----------------------------------------------------------

/** What letters may stand for: the first reading that gives anything, the likely ones first. */
function lettersOf(letters, isLast) {
  const literal = { text: letters, kind: "literal" };
  if (!/^[a-z]{2,}$/.test(letters) || language.latin.has(letters)) {
    const parts = /^(?=.*\d)(?=.*[a-z])[a-z\d]+$/.test(letters) ? language.partsByInitials(letters) : []; // d120
    return [clause(letters, true, [literal, ...named(parts, "initials")], isLast)];
  }
  const one = (words, kind, isGuess = false) =>
    words.length > 0 && [{ ...clause(letters, true, [literal, ...named(words, kind)], isLast), isGuess }];
  const two = (words) => words && words.map((each) => ({ ...clause(letters, true, named(each, "initials")), isGuess: true }));
  const several = wordsInLetters(letters);
  const read = syllablesOf(letters);
  const alike = (read && language.sounds.blurred.get(read.map(blurred).join(" "))) ?? [];
  const near = language.nearby(letters);
  const pinyin = () => one(alike, "pinyin") || one(near.whole, "pinyin");
  const initials = () => one(wordsByInitials(letters), "initials") || two(language.pairsByInitials(letters));
  return (
    one(language.sounds.exact.get(letters) ?? [], "pinyin") ||
    one([...language.beginningWith(letters), ...language.partsByReading(letters)], "pinyin") ||
    (several && !several.some(({ isGuess }) => isGuess) && several) ||
    (read ? pinyin() || initials() : initials() || pinyin()) ||
    several ||
    one(near.begun, "pinyin") ||
    one([...language.partsAround(letters), ...begunBy(letters)], "initials", true) ||
    two(language.pairsByInitials(letters, true)) || [clause(letters, true, [literal], isLast)]
  );
}

const byInitials = (letters) => language.sounds.initials.get(letters) ?? language.partsByInitials(letters);

/** Words that begin with these letters; some people type zhsh for 知识. */
const wordsByInitials = (letters) =>
  [letters, letters.replace(/([zcs])h/g, "$1")].map(byInitials).find((found) => found.length > 0) ?? [];

/** Words of all letters but the last, when no word has them all: one too many, or a slip at the end. */
const begunBy = (letters) => (letters.length > 4 ? byInitials(letters.slice(0, -1)) : []);

/**
 * Words read so, the far less telling ones of the same sound left out, with what else they are called. What people only
 * call things counts where no lesson has such a word.
 */
function named(all, kind) {
  const ours = all.filter((word) => language.weights.has(word));
  const words = ours.length > 0 ? ours : all;
  const best = Math.max(...words.map((word) => language.rank(word)));
  const told = words.filter((word) => language.rank(word) >= best - 1).sort((one, other) => language.rank(other) - language.rank(one));
  return told.slice(0, MAX_OPTIONS).flatMap((word) => [
    { text: word, kind },
    ...(language.weights.has(word) ? [] : language.aliases.get(word) ?? []).map((text) => ({ text, kind })),
  ]);
}

/** A row of letters as several words, each a clause, question words left out; null when it is not. */
function wordsInLetters(letters) {
  const best = [{ cost: 0 }];
  for (let end = 1; end <= letters.length; end += 1) {
    for (let start = Math.max(0, end - 24); start < end; start += 1) {
      if (!best[start]) continue;
      const part = letters.slice(start, end);
      const isQuestion = language.questionReadings.has(part);
      const words = isQuestion ? [] : language.sounds.exact.get(part) ?? [];
      const isSyllable = words.length === 0 && !isQuestion && language.syllables.has(part);
      if (!isQuestion && !isSyllable && words.length === 0) continue;
      const cost = best[start].cost + (isSyllable ? 3 : 1) - part.length / 100;
      if (cost < (best[end]?.cost ?? Infinity)) best[end] = { cost, start, part, words, isSyllable };
    }
  }
  if (!best[letters.length]) return null;
  const parts = [];
  for (let at = letters.length; at > 0; at = best[at].start) parts.unshift(best[at]);
  const found = parts.filter(({ words }) => words.length > 0);
  const isGuess = parts.some(({ isSyllable }) => isSyllable); // something was typed that is not looked for
  return found.length > 0 ? found.map(({ part, words }) => ({ ...clause(part, true, named(words, "pinyin")), isGuess })) : null;
}

/** A row of letters as syllables; null when it is none. The fewest syllables win. */
export function syllablesOf(letters) {
  const best = [[]];
  for (let end = 1; end <= letters.length; end += 1) {
    for (let start = Math.max(0, end - 6); start < end; start += 1) {
      const part = letters.slice(start, end);
      if (best[start] && language.syllables.has(part) && best[start].length + 1 < (best[end]?.length ?? Infinity)) {
        best[end] = [...best[start], part];
      }
    }
  }
  return best[letters.length] ?? null;
}

// -- slips ------------------------------------------------------------------------------------------------------------

/** Segments with spans that nobody knows replaced by what sounds or looks like them; a known word is never touched. */
function mended(segments, isLoose) {
  const left = [...segments];
  const repairs = [];
  for (let at = 0; at < left.length; at += 1) {
    for (let end = Math.min(left.length, at + 6); end > at; end -= 1) {
      const span = left.slice(at, end);
      const isKnown = (segment) => !segment || segment.role !== "unknown";
      const isAlone = isKnown(left[at - 1]) && isKnown(left[end]);
      const options = candidates(span, isAlone, isLoose);
      if (options.length === 0) continue;
      const typed = span.map(({ text }) => text).join("");
      left.splice(at, span.length, { text: typed, role: "word", run: span[0].run, options });
      repairs.push({ typed, text: options[0].text, isCertain: options[0].isCertain && !isLoose });
      break;
    }
  }
  const isLone = ({ text, run }) => [...text].length === 1 && left.filter((other) => other.run === run).length === 1;
  const isLost = (segment) => segment.role === "unknown" && !segment.options && !isLone(segment);
  const others = left.map((segment) => (isLost(segment) ? { ...segment, role: "filler" } : segment));
  const lost = left.filter(isLost).length;
  return { lost, segments: repairs.length > 0 ? others : left, repairs: repairs.map((each) => ({ ...each, isCertain: each.isCertain && lost === 0 })) };
}

/** What a span may stand for. A short one must stand by itself; a short one that is only nearly alike is a guess. */
function candidates(span, isAlone, isLoose) {
  const typed = span.map(({ text }) => text).join("");
  const length = [...typed].length;
  if (span.some(({ role, options }) => role === "letters" || options)) return [];
  if (length < 2 || length > 6 || !span.some(({ role }) => role === "unknown") || language.isWord(typed)) return [];
  const isNew = span.every(({ role }) => role === "unknown");
  const alike = language.alike(typed).filter(({ isCertain }) => isLoose || (isCertain && (length > 2 || isAlone)));
  const isWhole = isAlone || !isNew;
  const slips = isNew && isAlone ? [language.slips(typed), isLoose ? language.halfAlike(typed) : []] : [];
  const found = [alike, isWhole ? language.lookalikes(typed) : [], ...slips].find((each) => each.length > 0);
  return (found ?? []).slice(0, 3);
}

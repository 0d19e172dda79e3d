// What residents call things, cut into words: phrases to offer whole, and words that go on from others.

// Longer ones are sentences, and wider than a row.
const LONGEST_PHRASE = 8;
const LONGEST_NAME = 10;
const LONGEST_WORD = 8;

const HAN = /\p{Script=Han}/u;
const CLAUSES = /[\p{L}\p{N}]+/gu;
const RUNS = /[a-z0-9]+|[^a-z0-9]+/g;

/** The words of a clause: as few and as telling ones as can be, else single characters. */
export const cut = (clause, language) =>
  (clause.match(RUNS) ?? []).flatMap((run) => (HAN.test(run) ? cutHan(run, language) : [run]));

function cutHan(run, language) {
  const best = [{ cost: 0 }];
  for (let end = 1; end <= run.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start += 1) {
      const word = run.slice(start, end);
      const cost = best[start].cost + price(word, language);
      if (cost < (best[end]?.cost ?? Infinity)) best[end] = { cost, start, word };
    }
  }
  const found = [];
  for (let at = run.length; at > 0; at = best[at].start) found.unshift(best[at].word);
  return found;
}

/** Words that only stand in texts are cheap guesses of a dictionary: 打 + 开地. */
function price(word, language) {
  if (isIdle(word, language)) return 0.8;
  if (word.length === 1) return 1.6;
  return language.knows(word) ? 1.4 - (language.weights.get(word) ?? 3) / 10 : Infinity;
}

/** Whether a word says nothing about what is looked for: 怎么, 我想. */
export const isIdle = (word, language) => language.fillers.has(word) || language.questions.has(word);

const isTelling = (word, language) => word.length > 1 && !isIdle(word, language);

/** The clauses of names, as words. */
export const clausesOf = (names, language) =>
  names.flatMap((name) => name.match(CLAUSES) ?? []).map((clause) => cut(clause, language));

/** Names to offer as they are, and pairs of telling words in them; the shortest first. */
export function phrasesOf(clauses, language) {
  const found = new Set();
  for (const words of clauses) {
    const name = words.join("");
    if (words.length > 1 && name.length <= LONGEST_NAME && words.some((word) => isTelling(word, language))) found.add(name);
    for (let at = 1; at < words.length; at += 1) {
      const pair = words[at - 1] + words[at];
      if (pair.length <= LONGEST_PHRASE && isTelling(words[at - 1], language) && isTelling(words[at], language)) found.add(pair);
    }
  }
  return [...found].sort((one, other) => one.length - other.length);
}

/** What clauses say after `word`, then what else they say with it; the most frequent first. */
export function companionsOf(word, clauses, language) {
  const [after, beside] = [new Map(), new Map()];
  for (const words of clauses) {
    const start = startOf(word, words);
    if (start < 0) continue;
    const rest = words.slice(start).join("").slice(word.length);
    const [next, ...others] = chunks(cut(rest, language), language);
    if (next) count(after, next);
    for (const other of [...others, ...chunks(words.slice(0, start), language)]) count(beside, other);
  }
  return [...new Set([...byNumber(after), ...byNumber(beside)])].filter((other) => !word.includes(other));
}

/** The number of the word of a clause with which `word` begins, else -1. */
function startOf(word, words) {
  const text = words.join("");
  if (!text.includes(word)) return -1;
  let at = 0;
  return words.findIndex((each) => {
    at += each.length;
    return text.startsWith(word, at - each.length);
  });
}

/** Words that say something, single characters joined to what they belong to: 吃 泡菜, 吃泡菜. */
function chunks(words, language) {
  const found = [];
  let open = "";
  for (const word of words) {
    if (isIdle(word, language) || language.isPerson(word)) {
      open = "";
    } else if (word.length === 1) {
      open = open.length < 2 ? open + word : word;
    } else {
      found.push(open + word);
      open = "";
    }
  }
  return open.length > 1 ? [...found, open] : found;
}

const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
const byNumber = (map) => [...map].sort(([, one], [, other]) => other - one).map(([key]) => key);

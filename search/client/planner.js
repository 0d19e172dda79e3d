// What a resident typed → what the engines are asked. The twin of `search/chinese.py`: both must cut text alike.

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const TRANSPARENT = /[“”‘’"'`《》〈〉「」『』\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const RUN = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}]){1,40}`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]`, "u");

// Longer queries are cut: what counts of a question is said in its first line.
const MAX_CHARACTERS = 64;
const MAX_TOKENS = 32;

// Words that make a question of a topic. They are dropped only when the whole question is found nowhere.
const QUESTION = new RegExp(
  "怎么办理|怎么办|怎么样|怎么|怎样|如何|咋个办|咋个|咋办|咋样|咋|为什么|为啥子|为啥|为何|什么时候|什么|啥子|啥|" +
    "哪里|哪儿|哪个|哪些|能不能|可不可以|是不是|要不要|有没有|该不该|会不会|行不行|好不好|可以|多少|请问|问一下|" +
    "我想|我要|应该|需要",
  "gu",
);
const AROUND_RUN = /^[我你他她]+|[吗呢吧啊呀嘛嗦么了的]+$/gu;

/** Text as it is compared: one form of every character, lower case, quotation marks taken out. */
export function normalise(text) {
  return text.replace(TRANSPARENT, "").normalize("NFKC").toLowerCase().replace(TRANSPARENT, "");
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

/** Tokens to ask for: all pairs of a run, a lone character and the last word as beginnings of longer ones. */
function asked(parts) {
  const found = new Map();
  parts.forEach((run, at) => {
    const isOpen = at === parts.length - 1;
    const texts = isHan(run) && [...run].length > 1 ? pairs(run) : [run];
    for (const text of texts) {
      const prefix = texts.length === 1 && (isHan(run) ? [...run].length === 1 : isOpen);
      found.set(text, { text, gram: gram(text), prefix: prefix || (found.get(text)?.prefix ?? false) });
    }
  });
  return [...found.values()].slice(0, MAX_TOKENS);
}

function withoutQuestion(text) {
  const left = runs(text.replace(QUESTION, " ")).map((run) => run.replace(AROUND_RUN, "")).filter(Boolean);
  return left.some((run) => [...run].length > 1) ? left : runs(text);
}

/**
 * The plan for a query.
 *   text     what was typed, tidied, for showing and for an engine's own parser
 *   literal  its letters and digits
 *   runs     its runs; `tokens` what all must be found
 *   topic    the runs without question words; `topicTokens` of which about half must be found otherwise
 */
export function plan(query) {
  const typed = String(query ?? "").replace(/\s+/gu, " ").trim();
  const text = [...typed].slice(0, MAX_CHARACTERS).join("");
  const all = runs(text);
  const topic = withoutQuestion(normalise(text));
  return { text, literal: all.join(""), runs: all, tokens: asked(all), topic, topicTokens: asked(topic) };
}

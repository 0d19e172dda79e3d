// What is shown of a lesson: plain text in parts, some of them marked. Never HTML.

import { normalise, squash } from "./planner.js";

const LENGTH = 84;
const LEAD = 24;
const SHORT = 24;

/** The text in parts: `[{text, mark}]`, marked where the plan's words stand. */
export function highlight(text, plan) {
  return cut(text, intervals(text, plan));
}

/** The most telling passage of a lesson, in parts. */
export function snippet(lesson, plan) {
  const blocks = [lesson.summary, ...passages(lesson.body)].filter(Boolean);
  const scored = blocks.map((block) => ({ block, score: worth(block, plan) }));
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), scored[0] ?? { block: "" });
  const [start, end] = passage(best.block, intervals(best.block, plan));
  const parts = highlight(best.block.slice(start, end), plan);
  if (start > 0) parts.unshift({ text: "…", mark: false });
  if (end < best.block.length) parts.push({ text: "…", mark: false });
  return parts;
}

const ASKED = "说法相近";
const KINDS = { alias: "同义", pinyin: "拼音", initials: "拼音首字母", sound: "同音", slip: "相近的字" };

/** Why a lesson is here when the typed words are not in what is shown; null when they are. */
export function reason(lesson, plan, shown) {
  if (lesson.matched) return `部分符合：${joined(lesson.matched).join("、")}`;
  const holds = (text) => plan.runs.every((run) => squash(text).includes(run));
  if (holds(lesson.title) || holds(shown.map((part) => part.text).join(""))) return null;
  const found = (lesson.used ?? []).filter((option) => option && option.kind !== "literal");
  if (found.length > 0) return `${KINDS[found[0].kind]}：${[...new Set(found.map(({ text }) => text))].join("、")}`;
  const places = [
    ["别名", lesson.aliases],
    ["关键词", lesson.keywords],
    ["小标题", lesson.headings],
    ["课程", [lesson.courseTitle, ...lesson.courseKeywords]],
    ["类别", [lesson.categoryName]],
  ];
  for (const [label, texts] of places) {
    const text = texts.find(holds);
    if (text) return `${label}：${text}`;
  }
  if (lesson.asked.some(holds)) return ASKED; // not which words: some are not for others' eyes
  return null;
}

/** Neighbouring pairs as the word that they came from: 医保 保缴 → 医保缴. */
function joined(words) {
  const found = [];
  for (const word of words) {
    const last = found.at(-1);
    if (last && word.length === 2 && last.endsWith(word[0])) found[found.length - 1] = last + word[1];
    else found.push(word);
  }
  return [...new Set(found)];
}

/** The body's blocks; a heading or another short line together with what follows it. */
function passages(body) {
  const joined = [];
  let short = "";
  for (const block of body.split("\n")) {
    const text = short ? `${short}\u3000${block}` : block;
    if (text.length < SHORT) short = text;
    else {
      joined.push(text);
      short = "";
    }
  }
  return short ? [...joined, short] : joined;
}

/** How much of what was asked a block says: what was typed most, then other words for it, then their pairs. */
function worth(block, plan) {
  const squashed = squash(block);
  const sum = (words) => words.filter((word) => squashed.includes(word)).reduce((total, word) => total + word.length, 0);
  return sum(plan.runs) * 4 + sum(plan.topic) * 2 + sum(plan.topicTokens.map((token) => token.text));
}

/** Where the plan's words stand in the text, as [start, end) without overlaps. */
function intervals(text, plan) {
  const { folded, starts, ends } = fold(text);
  const words = [...plan.runs, ...plan.topic.map(squash)].filter((word) => word && folded.includes(word));
  const pieces = words.length > 0 ? words : plan.topicTokens.map((token) => token.text);
  const found = [];
  for (const piece of new Set(pieces)) {
    for (let at = folded.indexOf(piece); at >= 0; at = folded.indexOf(piece, at + 1)) {
      const isInside = /^[a-z\d]/.test(piece) && /[a-z\d]/.test(folded[at - 1] ?? ""); // the 5 of 1935
      if (!isInside) found.push([starts[at], ends[at + piece.length - 1]]);
    }
  }
  return merge(found);
}

/** The text in its compared form, and where each of its units starts and ends in the original. */
function fold(text) {
  let folded = "";
  const [starts, ends] = [[], []];
  let at = 0;
  for (const character of text) {
    const form = normalise(character);
    folded += form;
    for (let unit = 0; unit < form.length; unit += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return { folded, starts, ends };
}

function merge(found) {
  const merged = [];
  for (const [start, end] of found.sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function cut(text, marks) {
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start > at) parts.push({ text: text.slice(at, start), mark: false });
    parts.push({ text: text.slice(start, end), mark: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), mark: false });
  return parts;
}

/** The part of a block to show: from a sentence's start shortly before the first mark. */
function passage(block, marks) {
  if (block.length <= LENGTH + LEAD) return [0, block.length];
  const first = densest(marks);
  const earliest = Math.max(0, first - LEAD);
  const sentence = Math.max(...["。", "！", "？", "；"].map((stop) => block.lastIndexOf(stop, first - 1))) + 1;
  const start = whole(block, sentence >= earliest ? sentence : earliest);
  return [start, whole(block, Math.min(block.length, start + LENGTH))];
}

/** The mark from which on the most marked text fits. */
function densest(marks) {
  const within = (from) => marks.filter(([start, end]) => start >= from && end <= from + LENGTH - LEAD);
  const weight = (from) => within(from).reduce((sum, [start, end]) => sum + end - start, 0);
  return marks.reduce((best, [start]) => (weight(start) > weight(best) ? start : best), marks[0]?.[0] ?? 0);
}

/** A place that does not cut a surrogate pair in two. */
const whole = (text, at) => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at);

// What there is to find beside lessons: schools, places, hotlines, news. A short list of its own (`search/services.py`),
// looked through here, the same whatever engine finds the lessons; it changes nothing about them.
//
// → {isExact, total, entries: [{kind, title, url, text}]}
//   isExact  the first is called just as was asked, or has that number: it may stand before the lessons

import { language } from "./language.js";
import { squash } from "./planner.js";
import { addressOf, data } from "./site.js";

const FILE = "search/district.json";
// So many are given; `total` counts all.
const MOST = 24;
// Words that only say what somebody wants to know of a thing: 残联电话.
const ASPECTS = new Set("电话 号码 热线 地址 位置 时间 几点 开门 开放 上班 哪里 在哪 在哪里 怎么走 有哪些".split(" "));
// What a find is worth by where the words stand.
const WORTH = { number: 100, name: 100, alias: 60, startOfName: 55, inName: 50, area: 45, read: 40, inAlias: 30, inText: 10 };
// A text says little about what it mentions: only longer words count there.
const SHORTEST_IN_TEXT = 3;

/** For who has asked nothing, or where there is nothing. */
export const NOTHING = { isExact: false, total: 0, entries: [] };

let loading;
let list = null;

/** Load the list, once. */
export function load() {
  loading ??= data(FILE)
    .then(({ entries }) => (list = entries.map(prepared)))
    .catch((error) => {
      loading = undefined; // the next search may find it
      throw error;
    });
  return loading;
}

/** What is found for a plan, as far as the list is there; null before. */
export const servicesNow = (plan) => (list === null ? null : found(plan, list));

/** What is found for a plan. */
export const servicesFor = async (plan) => found(plan, await load());

function prepared(entry) {
  const squashed = (texts) => texts.map(squash).filter(Boolean);
  const read = entry.read.map((text) => text.split(" "));
  return {
    entry,
    names: squashed([entry.title, ...entry.names]),
    areas: squashed(entry.areas),
    aliases: squashed(entry.aliases),
    numbers: squashed(entry.numbers),
    text: squash(entry.text),
    read: read.map((syllables) => ({ syllables, initials: syllables.map((each) => each[0] ?? "").join("") })),
  };
}

function found(plan, entries) {
  const said = { whole: plan.literal, parts: partsOf(plan) };
  if (!said.whole) return NOTHING;
  const worth = entries.map((each, at) => ({ each, at, worth: worthOf(each, said) })).filter((one) => one.worth > 0);
  worth.sort((one, other) => other.worth - one.worth || one.at - other.at);
  return {
    isExact: worth.length > 0 && worth[0].worth >= WORTH.name,
    total: worth.length,
    entries: worth.slice(0, MOST).map(({ each }) => shown(each.entry)),
  };
}

const shown = ({ kind, title, url, fragment, text }) => ({ kind, title, text, url: addressOf(url) + (fragment ? `#${fragment}` : "") });

/** What is asked for, each as the texts that it may be: words that fill in, and those for an aspect of a thing, are left out. */
function partsOf({ clauses }) {
  const needed = clauses.filter(({ isNeeded }) => isNeeded).map(({ typed, options }) => [...new Set([typed, ...options.map(({ text }) => text)].map(squash))]);
  const telling = needed.filter(([typed]) => !ASPECTS.has(typed));
  return telling.length > 0 ? telling : needed;
}

function worthOf(each, { whole, parts }) {
  const direct = worthOfText(each, whole);
  if (direct >= WORTH.inName) return direct;
  const joined = parts.map(([typed]) => typed).join("");
  const tidied = joined === whole ? 0 : Math.min(worthOfText(each, joined), WORTH.name - 1);
  return Math.max(direct, tidied, worthOfParts(each, parts), worthOfNumber(each, whole));
}

/** All parts have to be found; together they are worth what the least of them is. */
function worthOfParts(each, parts) {
  if (parts.length === 0) return 0;
  const all = parts.map((texts) => Math.max(...texts.map((text) => (text.length > 1 ? worthOfText(each, text) : 0))));
  return Math.min(...all, WORTH.inName);
}

function worthOfText({ names, areas, aliases, numbers, text, read }, asked) {
  if (!asked) return 0;
  if (numbers.includes(asked)) return WORTH.number;
  if (names.includes(asked)) return WORTH.name;
  if (aliases.includes(asked)) return WORTH.alias;
  if ([...asked].length < 2) return 0;
  if (names.some((name) => name.startsWith(asked))) return WORTH.startOfName;
  if (names.some((name) => name.includes(asked))) return WORTH.inName;
  if (areas.some((area) => area.includes(asked))) return WORTH.area;
  if (isRead(read, asked)) return WORTH.read;
  if (aliases.some((alias) => alias.includes(asked))) return WORTH.inAlias;
  return [...asked].length >= SHORTEST_IN_TEXT && text.includes(asked) ? WORTH.inText : 0;
}

/** A number among other words, 打12345, or the beginning of one that is still being typed. */
function worthOfNumber({ numbers }, whole) {
  const typed = whole.match(/\d{3,}/g) ?? [];
  if (typed.some((number) => numbers.includes(number))) return WORTH.alias;
  return typed.some((number) => number === whole && numbers.some((each) => each.startsWith(number))) ? WORTH.inAlias : 0;
}

/** Whether letters are how a name is read from one of its characters on, or the first letters that it begins with. */
function isRead(read, letters) {
  if (!/^[a-z]{3,}$/.test(letters) || language.latin.has(letters)) return false;
  return read.some(
    ({ syllables, initials }) =>
      initials.startsWith(letters) || (letters.length > 3 && (initials.includes(letters) || syllables.some((_, at) => syllables.slice(at).join("").startsWith(letters)))),
  );
}

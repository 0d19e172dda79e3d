// What the site knows of language, made at build time (`search/lexicon.py`) and loaded when somebody first searches:
// its words, how they are read, traditional characters, and what people call things.

import { data } from "./site.js";

// From this weight on (a lesson's title or one of its names) a word is offered for another that sounds like it.
const OFFERED = 3;

// Characters that are mistaken for each other by eye.
const LOOKALIKES = new Map();
for (const group of "未末 己已巳 人入 土士 日曰 天夭 王玉主 大太犬 千干于 儿几 贝见 免兔 今令 午牛 问间 折拆 拔拨 侯候 官宫 辨辩瓣 微徵 析折 戊戌戍 茶荼 晴睛 住往 贷货 遣遗 孤狐 治冶 历厉 厂广 休体 乌鸟 师帅 刷涮 网岗冈 买卖实 设没 汽气 账帐胀 坐座 做作 部陪 肺肿 疫疲 症证 腰要 "
  + "签鉴 密蜜 渴喝竭 暑署 燥躁噪澡 拨拔 赌睹堵 辅铺捕 诉折 冒胃 育肓 骗编遍 板版 待侍 抢枪 炉护沪 烫汤 抚扰 债馈 缴激 养氧 赔陪培 拦栏 挂桂 检捡俭 垃拉 坡破 蓝篮 具真 目自 白自 申甲由 电申 了子 力刀 办为 失矢 年午 木本术 手毛 斤斥 今令 区匹 巨臣 风凤 石右 布市 北比 甘廿 田由".split(" ")) {
  for (const character of group) LOOKALIKES.set(character, (LOOKALIKES.get(character) ?? "") + group.replace(character, ""));
}

/** Words in which Southwest Mandarin and hasty fingers do not tell sounds apart: n=l, zh=z, ing=in, hu=f (回锅肉, 飞锅肉). */
export const blurred = (syllable) =>
  syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/^n(?=[a-zü])/, "l")
    .replace(/^hu$/, "fu")
    .replace(/^hui$/, "fei")
    .replace(/^hun$/, "fen")
    .replace(/^hu(?=[aeio])/, "f")
    .replace(/^r(?=[a-zü])/, "l")
    .replace(/([aei])ng$/, "$1n")
    .replace(/v/, "u");

export class Language {
  constructor(data = {}) {
    this.names = data.names ?? [];
    this.variants = new Map(pairsOf(data.variants ?? ""));
    this.aliases = new Map(
      Object.entries(data.aliases ?? {}).flatMap(([others, words]) => unpacked(words).map((word) => [word, others.split(" ")])),
    );
    this.strangers = new Set([...unpacked(data.strangers), ...[...this.aliases.values()].flat()]);
    this.single = new Map();
    for (const [syllable, group] of Object.entries(data.readings ?? {})) {
      for (const character of group) this.single.set(character, syllable);
    }
    this.alternatives = new Map(Object.entries(data.alternatives ?? {}).map(([character, read]) => [character, read.split(" ")]));
    this.exceptions = new Map(Object.entries(data.exceptions ?? {}).map(([word, read]) => [word, read.split(" ")]));
    this.weights = new Map();
    const heaviestFirst = Object.entries(data.words ?? {}).sort(([one], [other]) => other - one);
    for (const [weight, groups] of heaviestFirst) {
      for (const word of groups.flatMap(unpacked)) this.weights.set(word, Number(weight));
    }
    this.questions = new Set(listOf(data.questions));
    this.fillers = new Set(listOf(data.fillers));
    this.people = new Set(listOf(data.people));
    this.questionReadings = new Set(listOf(data.questionReadings));
    this.urgent = (data.urgent ?? []).map(({ tell, words }) => ({ tell, words: unpacked(words) }));
    this.latin = new Set(listOf(data.latin));
    this.lessons = data.lessons ?? 0;
    this.commonness = new Map(Object.entries(data.rarity ?? {}).flatMap(([half, group]) => [...group].map((each) => [each, half / 2])));
    this.places = new Map(Object.entries(data.places ?? {}).map(([word, slugs]) => [word, slugs.split(" ")]));
  }

  /** Simplified characters, one for one. */
  simplify(text) {
    return this.variants.size === 0 ? text : [...text].map((each) => this.variants.get(each) ?? each).join("");
  }

  /** Whether some lesson has the word, or people are known to say it. */
  knows(word) {
    return this.weights.has(word) || this.aliases.has(word);
  }

  /** Whether it is a real word, ours or not; what an alias means is one, even if no lesson has it yet. */
  isWord(word) {
    return this.knows(word) || this.strangers.has(word);
  }

  /** Syllables of Han text; null where some character is unknown. */
  reading(word) {
    if (this.exceptions.has(word)) return this.exceptions.get(word);
    const syllables = [...word].map((character) => this.single.get(character));
    return syllables.every(Boolean) ? syllables : null;
  }

  /** Every reading that people type: chuxue and chuxie for 出血. `read` is the usual one. */
  readings(word, read) {
    let found = [[]];
    [...word].forEach((character, at) => {
      const choices = new Set([read[at], ...(this.alternatives.get(character) ?? [])]);
      found = found.flatMap((start) => [...choices].map((syllable) => [...start, syllable])).slice(0, 4);
    });
    return found;
  }

  /** {exact, blurred, initials}: key → words, the most telling first. Made once, when first needed. */
  get sounds() {
    if (!this.index) {
      this.index = { exact: new Map(), blurred: new Map(), initials: new Map() };
      const words = [...this.weights].map(([word]) => word);
      for (const word of new Set([...words, ...this.aliases.keys()])) {
        const read = this.reading(word);
        if (!read || read.length < 2) continue;
        for (const each of this.readings(word, read)) {
          add(this.index.exact, each.join(""), word);
          add(this.index.blurred, each.map(blurred).join(" "), word);
        }
        add(this.index.initials, read.map((each) => each[0]).join(""), word);
      }
    }
    return this.index;
  }

  /** Words whose reading begins with these letters: what somebody is still typing. */
  beginningWith(letters) {
    if (letters.length < 3) return [];
    const found = [];
    for (const [key, words] of this.sounds.exact) if (key.startsWith(letters)) found.push(...words);
    const order = (one, other) => this.rank(other) - this.rank(one) || one.length - other.length;
    return found.filter((word) => this.isOffered(word)).sort(order);
  }

  /** Parts of titles and names whose characters begin with these letters: ddccd, 电动车充电. */
  partsByInitials(letters) {
    if (letters.length < 3) return [];
    const found = [];
    for (const name of this.names) {
      const characters = [...name];
      const initials = characters.map((character) => this.single.get(character)?.[0] ?? character).join("");
      const at = initials.indexOf(letters);
      if (at >= 0) found.push(characters.slice(at, at + letters.length).join(""));
    }
    return [...new Set(found)];
  }

  /** Parts of titles and names in which these letters begin characters in this order, few others between: the shortest. */
  partsAround(letters) {
    if (letters.length < 3) return [];
    const found = [];
    for (const name of this.names) {
      const characters = [...name];
      const initials = characters.map((character) => this.single.get(character)?.[0] ?? character);
      for (let start = initials.indexOf(letters[0]); start >= 0; start = initials.indexOf(letters[0], start + 1)) {
        let [at, next] = [start, 0];
        while (at < initials.length && next < letters.length && at - start < letters.length + 3) next += initials[at++] === letters[next];
        if (next === letters.length) found.push(characters.slice(start, at).join(""));
      }
    }
    const shortest = Math.min(...found.map((part) => part.length));
    return [...new Set(found)].filter((part) => part.length === shortest);
  }

  /** Parts of titles and names that are read so, a syllable a character: haizibushuohua. */
  partsByReading(letters) {
    this.namesRead ??= this.names.map((name) => {
      const characters = [...name];
      return { characters, syllables: characters.map((character) => this.single.get(character) ?? "?") };
    });
    const found = new Set();
    for (const { characters, syllables } of this.namesRead) {
      for (let start = 0; start < syllables.length; start += 1) {
        let [read, end] = ["", start];
        while (end < syllables.length && read.length < letters.length && letters.startsWith(read + syllables[end])) {
          read += syllables[end];
          end += 1;
        }
        if (read === letters && end - start > 1) found.add(characters.slice(start, end).join(""));
      }
    }
    return [...found];
  }

  /** Words whose reading is one letter away, gaoxuya, or will be when it is all typed, gaoxuy. */
  nearby(letters) {
    if (letters.length < 6) return { whole: [], begun: [] };
    const [whole, begun] = [[], []];
    for (const [key, words] of this.sounds.exact) {
      if (isOneEdit(key, letters)) whole.push(...words);
      else if ([-1, 0, 1].some((more) => isOneEdit(key.slice(0, letters.length + more), letters))) begun.push(...words);
    }
    const order = (one, other) => this.rank(other) - this.rank(one) || one.length - other.length;
    const offered = (words) => words.filter((word) => this.isOffered(word)).sort(order);
    return { whole: offered(whole), begun: offered(begun) };
  }

  /** Whether a word, or all that it may mean, only says whom something is about. */
  isPerson(word) {
    const meant = this.aliases.get(word);
    return this.people.has(word) || (meant !== undefined && meant.every((other) => this.people.has(other)));
  }

  /** First letters as those of two words, each the name of something, ddccd, 电动车 充电; `isLoose`: or any words. */
  pairsByInitials(letters, isLoose = false) {
    const named = (part) => (this.sounds.initials.get(part) ?? []).filter((word) => isLoose || this.isOffered(word));
    for (let at = letters.length - 2; at > 1; at -= 1) {
      const [first, second] = [named(letters.slice(0, at)), named(letters.slice(at))];
      if (first.length > 0 && second.length > 0) return [first, second];
    }
    return null;
  }

  /** How much a word says about what a lesson is about, 0–1: one that only stands in texts says little. */
  topicality(word) {
    return this.aliases.has(word) ? 1 : { 4: 1, 3: 1, 2: 0.85, 1: 0.6 }[this.weights.get(word)] ?? 0.8;
  }

  /**
   * How much it says that a lesson has a character, a pair or a word that `size` lessons have: 0 for what all have. Where
   * nobody counted, a pair is about as rare as its characters.
   */
  rarity(text, size) {
    if (size !== undefined) return Math.log(1 + (this.lessons - Math.min(size, this.lessons) + 0.5) / (size + 0.5));
    const rarest = Math.log(2 + 2 * this.lessons);
    const each = [...text].map((character) => this.commonness.get(character) ?? rarest);
    return each.length === 1 ? each[0] : Math.min(rarest, 1.5 + 0.6 * each.reduce((sum, one) => sum + one, 0));
  }

  rank(word) {
    return this.weights.get(word) ?? OFFERED - 1;
  }

  /** All syllables there are, longest first, to part a row of letters. */
  get syllables() {
    this.syllableSet ??= new Set([...this.single.values()].flatMap((syllable) => [syllable, blurred(syllable)]));
    return this.syllableSet;
  }

  /**
   * Words that sound like `word`, which is none itself: read the same, else read so that it is easily mixed up. Short
   * words that are only nearly alike are no more than a guess.
   */
  alike(word) {
    const read = this.reading(word);
    if (!read) return [];
    const offered = (other) =>
      other !== word && [...other].length === read.length && this.isOffered(other) && keepsNumerals(word, other);
    const shared = (other) => [...other].filter((character, at) => character === [...word][at]).length;
    const nearest = (all) => all.filter((other) => shared(other) === Math.max(...all.map(shared))); // 付膝 is 护膝, not 呼吸
    const exact = nearest((this.sounds.exact.get(read.join("")) ?? []).filter(offered));
    if (exact.length > 0) return exact.map((text) => ({ text, kind: "sound", isCertain: true }));
    const near = nearest((this.sounds.blurred.get(read.map(blurred).join(" ")) ?? []).filter(offered));
    return near.map((text) => ({ text, kind: "sound", isCertain: read.length > 2 }));
  }

  /** The word with a character that looks like one of these in its place: 末成年人. */
  lookalikes(word) {
    const characters = [...word];
    const found = characters.flatMap((character, at) =>
      [...(LOOKALIKES.get(character) ?? "")].map((other) => [...characters.slice(0, at), other, ...characters.slice(at + 1)].join("")),
    );
    return found.filter((other) => this.isOffered(other)).map((text) => ({ text, kind: "slip", isCertain: characters.length > 2 }));
  }

  /** Words of two characters that share one with `word` and sound nearly alike in the other, 婚烟: no more than a guess. */
  halfAlike(word) {
    const characters = [...word];
    const read = this.reading(word)?.map(blurred);
    if (characters.length !== 2 || !read) return [];
    const isNear = (other) => {
      const at = [...other].findIndex((character, place) => character !== characters[place]);
      const syllables = this.reading(other)?.map(blurred);
      return [...other][1 - at] === characters[1 - at] && syllables && syllables[at][0] === read[at][0] && isOneEdit(syllables[at], read[at]);
    };
    const found = [...this.weights.keys()].filter((other) => other.length === 2 && other !== word && this.isOffered(other));
    return found.filter((other) => keepsNumerals(word, other) && isNear(other)).map((text) => ({ text, kind: "slip", isCertain: false }));
  }

  /** Words of four characters or more that differ from `word` in one. */
  slips(word) {
    const characters = [...word];
    if (characters.length < 4) return [];
    const found = [];
    for (const [other, weight] of this.weights) {
      if (weight < OFFERED || other.length !== word.length || other === word) continue;
      if ([...other].filter((character, at) => character !== characters[at]).length === 1) found.push(other);
    }
    return found.map((text) => ({ text, kind: "slip", isCertain: found.length === 1 }));
  }

  isOffered(word) {
    const isTopic = !this.fillers.has(word) && !this.questions.has(word);
    return isTopic && ((this.weights.get(word) ?? 0) >= OFFERED || this.aliases.has(word));
  }
}

/** Whether one letter more, less, other or two swapped make the texts equal. */
function isOneEdit(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let [left, right] = [one.length, other.length];
  while (left > start && right > start && one[left - 1] === other[right - 1]) [left, right] = [left - 1, right - 1];
  const [first, second] = [one.slice(start, left), other.slice(start, right)];
  return (first.length <= 1 && second.length <= 1) || (first.length === 2 && first === [...second].reverse().join(""));
}

// 世纪 is no slip for 十几: a numeral is meant only where it is typed.
const NUMERALS = new Set("一二三四五六七八九十百千万亿几两第零");
const keepsNumerals = (typed, meant) => [...meant].every((each, at) => !NUMERALS.has(each) || [...typed][at] === each);

const listOf = (text) => (text ? text.split(" ") : []);

/** Words from the form in which `search/lexicon.py` packs them: 高压,龄 is 高压 and 高龄. */
function unpacked(text) {
  return listOf(text).flatMap((group) => {
    const first = String.fromCodePoint(group.codePointAt(0));
    return group.slice(first.length).split(",").map((rest) => first + rest);
  });
}

function add(map, key, word) {
  if (map.has(key)) map.get(key).push(word);
  else map.set(key, [word]);
}

function pairsOf(text) {
  const characters = [...text];
  return Array.from({ length: characters.length / 2 }, (_, at) => [characters[2 * at], characters[2 * at + 1]]);
}

let loading;
/** The language that `normalise` uses; empty until it is loaded, and where it cannot be. */
export let language = new Language();

/** Load the language data, once. Searching works without it, only less cleverly. */
export function ready() {
  loading ??= data("search/lexicon.json")
    .then((found) => (language = new Language(found)))
    .catch(() => {
      loading = undefined; // the next search may have a network again
      return language;
    });
  return loading;
}

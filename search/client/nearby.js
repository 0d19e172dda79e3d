// When no lesson was found: words of our lessons that come close, and the categories that come closest. Guesses that are
// only ever offered, never searched for unasked.

const NEAR = 0.5; // as much as two of four characters
const SOUND = 0.3;

/**
 * Words of lessons that come close to what was typed, the closest first. `typed`: the parts of the query, as a plan's
 * clauses have them; `language`: see language.js.
 */
export function wordsNear(typed, language, limit = 4) {
  const found = new Map();
  for (const part of typed) {
    for (const { word, score } of alike(part, language)) found.set(word, Math.max(score, found.get(word) ?? 0));
  }
  const order = ([one, score], [other, otherScore]) =>
    otherScore - score || language.rank(other) - language.rank(one) || (one < other ? -1 : 1);
  return [...found].sort(order).slice(0, limit).map(([word]) => word);
}

/** Categories by how much of the counts they have, those of the first counts weighing most: [slug, …]. Of equals, the
 *  one that was named first. */
export function categoriesNear(counts, limit = 3) {
  const shares = new Map();
  counts.forEach((count, at) => {
    const total = Object.values(count).reduce((sum, number) => sum + number, 0);
    for (const [slug, number] of Object.entries(count)) {
      shares.set(slug, (shares.get(slug) ?? 0) + number / total / (at + 1));
    }
  });
  return [...shares].sort(([, one], [, other]) => other - one).slice(0, limit).map(([slug]) => slug);
}

/** Words with half of the characters, and those that sound nearly so before the others. */
function alike(part, language) {
  const characters = [...part];
  if (characters.length < 2 || characters.length > 12) return [];
  const read = language.reading(part)?.join("");
  const found = [];
  for (const word of language.weights.keys()) {
    const others = [...word];
    const same = others.filter((character) => characters.includes(character)).length;
    const share = (2 * same) / (characters.length + others.length);
    if (share < NEAR || !language.isOffered(word)) continue;
    const sound = read ? nearness(read, language.reading(word)?.join("") ?? "") : 0;
    found.push({ word, score: share + SOUND * sound });
  }
  return found;
}

/** 1 where texts are equal, 0 where nothing is. */
const nearness = (one, other) => 1 - distance(one, other) / Math.max(one.length, other.length, 1);

/** How many letters have to be put in, left out or changed. */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let left = 1; left <= one.length; left += 1) {
    const next = [left];
    for (let right = 1; right <= other.length; right += 1) {
      const change = row[right - 1] + (one[left - 1] === other[right - 1] ? 0 : 1);
      next.push(Math.min(change, row[right] + 1, next[right - 1] + 1));
    }
    row = next;
  }
  return row[other.length];
}

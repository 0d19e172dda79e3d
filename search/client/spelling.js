// How well letters spell a word: in full, by first letters (z or zh), both mixed, and unfinished.

export const WHOLE = 0;
export const UNFINISHED = 0.25;
export const BEGINNING = 1.5;
export const NOT = Infinity;

/** A syllable with what stands for the whole of it: zhang, zh, z. */
export function syllable(text) {
  const initials = /^[zcs]h./.test(text) ? [text.slice(0, 2), text[0]] : [text[0]];
  return { text, parts: [...new Set([text, ...initials])] };
}

/**
 * How well `letters` spell a word, each of whose syllables may be any of a list: WHOLE (gaoxueya, gxy, gaoxy),
 * UNFINISHED (gaoxuey), BEGINNING (gaoxue, gx) or NOT.
 */
export function fit(letters, word, at = 0, number = 0) {
  if (at === letters.length) return number === word.length ? WHOLE : BEGINNING;
  if (number === word.length) return NOT;
  const rest = letters.length - at;
  let best = NOT;
  for (const { text, parts } of word[number]) {
    if (text[0] !== letters[at]) continue;
    for (const part of parts) {
      if (letters.startsWith(part, at)) best = Math.min(best, fit(letters, word, at + part.length, number + 1));
    }
    if (rest > 1 && rest < text.length && text.startsWith(letters.slice(at))) {
      best = Math.min(best, number === word.length - 1 ? UNFINISHED : BEGINNING);
    }
  }
  return best;
}

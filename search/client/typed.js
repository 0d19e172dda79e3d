// The text of a field that is written with keys and words: words apart, the last letters still open. All pure.
//
//   "高血压 ch"   one word, and ch is still being spelled

const OPEN = /[a-z0-9]+$/i;

/** {before, letters}: what is done, and the letters and digits at the end that a word may replace. */
export function parted(text) {
  const letters = text.match(OPEN)?.[0] ?? "";
  return { before: text.slice(0, text.length - letters.length), letters };
}

/** With one more letter or digit. A telephone number is done when a letter follows. */
export function withKey(text, key) {
  const { before, letters } = parted(text);
  const isDone = /^\d{3,}$/.test(letters) && /[a-z]/i.test(key);
  return letters && !isDone ? text + key : apart(isDone ? text : before) + key;
}

/** With a word in place of the open letters; after one of letters nothing is open. */
export function withWord(text, word) {
  const added = apart(parted(text).before) + word;
  return OPEN.test(word) ? `${added} ` : added;
}

/** Without the last letter or digit; where none is open, without the last word that was chosen, else the last character. */
export function withoutLast(text, isChosen) {
  const { before, letters } = parted(text);
  if (letters) return letters.length > 1 ? text.slice(0, -1) : before.trimEnd();
  const left = text.trimEnd();
  const last = left.split(/\s/u).at(-1);
  const isWhole = isChosen(last) || OPEN.test(last);
  return (isWhole ? left.slice(0, left.length - last.length) : [...left].slice(0, -1).join("")).trimEnd();
}

const apart = (text) => (text === "" || /\s$/u.test(text) ? text : `${text} `);

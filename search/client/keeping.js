// Which typed words may be kept on a device at all, and whether it is somebody's own.

// 身份证号, telephone numbers, cards: six digits in a row, also with a space or a hyphen between them.
const NUMBER = /\d(?:[\s\-]?\d){5}/u;
const LONGEST = 64;

/** Words as they may be kept; null where they might say who somebody is, or say nothing. */
export function keepable(text) {
  const plain = text.normalize("NFKC").replace(/\p{C}/gu, "").replace(/\s+/gu, " ").trim();
  return plain === "" || plain.length > LONGEST || NUMBER.test(plain) ? null : plain;
}

/** Whether many people use this device. Its edition says so: `<html data-shared>`. */
export const isShared = () => document.documentElement.hasAttribute("data-shared");

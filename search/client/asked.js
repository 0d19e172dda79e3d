// How close what was typed comes to what residents say when they need a lesson (`asked.yml`). Nobody says it in just
// those words, so this is a matter of degree: how much of what was asked one phrase says.

import { squash } from "./planner.js";

/** How near what was found stands to what was typed, by the kind of reading. */
export const QUALITY = { literal: 1, pinyin: 1, initials: 0.95, alias: 0.9, sound: 0.95, slip: 0.9 };
// A phrase that says much else is less to the point.
const OWN = 0.5;

/** 0–1 for the closest of the phrases (in compared form): 1 when it says all that was asked and nothing else. */
export function closeness(phrases, clauses) {
  const asked = clauses.map((clause) => ({ ...clause, share: weightOf(clause) }));
  const total = asked.reduce((sum, { share }) => sum + share, 0);
  if (total === 0) return 0;
  return Math.max(0, ...phrases.map((phrase) => said(phrase, asked, total)));
}

const weightOf = ({ weight, isNeeded }) => (isNeeded ? 1 : 0.5) * weight;

function said(phrase, clauses, total) {
  let [sum, length] = [0, 0];
  for (const { options, pieces, share } of clauses) {
    const found = options.map(({ text, kind }) => ({ text: squash(text), quality: QUALITY[kind] })).filter(({ text }) => phrase.includes(text));
    if (found.length > 0) {
      sum += share * Math.max(...found.map(({ quality }) => quality));
      length += Math.max(...found.map(({ text }) => text.length));
      continue;
    }
    const parts = pieces.filter(({ text }) => phrase.includes(text));
    const part = Math.min(0.8, parts.reduce((whole, { weight }) => whole + weight, 0));
    sum += share * part;
    length += part > 0 ? 2 : 0;
  }
  return (sum / total) * (OWN + (1 - OWN) * Math.min(1, length / phrase.length));
}

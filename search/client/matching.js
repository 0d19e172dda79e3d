// Which lessons fit a plan, and how well before their text is read. What the engines must do is find words; the rest,
// the same for both, is here.

const QUALITY = { literal: 1, pinyin: 0.95, initials: 0.85, alias: 0.85, sound: 0.9, slip: 0.8 };
// Of so many words a lesson need not have all: a sentence has some that only lead up to its subject.
const MANY = 2;
const NEARLY = 0.3;
// What comes near, when nothing fits: not much less than the nearest, and more than one common word.
const SHARE = 0.2;
const LEAST = 0.2;
// The same where nobody knows any word of what was typed: nearly half of its characters.
const LEAST_UNKNOWN = 0.45;
// What a word counts of which lessons have only pieces.
const IN_PIECES = 0.5;
/** The name under which the whole query is asked for. */
const WHOLE = "\u0000";

/** Everything to ask an engine: [{key, tokens}], each a word whose tokens must all be in a lesson. */
export function questions(plan) {
  const found = new Map([[WHOLE, { key: WHOLE, tokens: plan.tokens }]]);
  for (const { options } of plan.clauses) for (const { text, tokens } of options) found.set(text, { key: text, tokens });
  for (const token of plan.edges.flat()) found.set(token.text, { key: token.text, tokens: [token] });
  for (const { pieces } of plan.clauses) for (const { text, tokens } of pieces) found.set(text, { key: text, tokens });
  return [...found.values()].filter(({ tokens }) => tokens.length > 0);
}

/**
 * Lessons that fit, best first: [{id, score, coverage, used}], `used` the options that were found, by clause.
 * `hits`: key → Map(id → score of the engine). `isPartial`: none has everything, these have at least half. `isLoose`:
 * they have the words, but none has what was typed right beside one of them. The plan gets `sizes`, how many lessons have
 * what was asked for, and its clauses their `weight`.
 */
export function matched(plan, hits) {
  const whole = hits.get(WHOLE) ?? new Map();
  plan.sizes = new Map([...hits].map(([key, lessons]) => [key, lessons.size]));
  const clauses = plan.clauses.map((clause) => ({ ...clause, lessons: lessonsOf(clause, hits) }));
  plan.clauses.forEach((clause, at) => {
    clause.weight = clause.topicality * (heard(clauses[at].lessons) || IN_PIECES * heard(withPieces(clauses[at], hits)));
  });
  const needed = clauses.filter(({ isNeeded }) => isNeeded);
  const all = new Set(whole.keys());
  if (needed.length > 0) {
    const smallest = needed.reduce((one, other) => (other.lessons.size < one.lessons.size ? other : one));
    for (const id of smallest.lessons.keys()) if (needed.every(({ lessons }) => lessons.has(id))) all.add(id);
  }
  const near = all.size === 0 || needed.length >= MANY ? partly(clauses, hits) : [];
  if (all.size === 0) return { found: near, isPartial: true };
  const isLoose = plan.edges.some((pairs) => !pairs.some(({ text }) => [...all].some((id) => hits.get(text)?.has(id))));
  const full = sorted([...all].map((id) => entry(id, clauses, whole)));
  return { found: [...full, ...near.filter(({ id, coverage }) => !all.has(id) && coverage >= NEARLY)], isPartial: false, isLoose };
}

/** Words of the query, as typed, that some lesson has: what to offer when all of them together have none. */
export const knownWords = (plan, hits) =>
  plan.clauses
    .filter(({ typed, options }) => [...typed].length > 1 && options.some(({ text }) => (hits.get(text)?.size ?? 0) > 0))
    .map(({ typed }) => typed);

/** Map(id → {score, option}): for every lesson the first of the options that it has, and the most that one says. */
function lessonsOf({ options }, hits) {
  const found = new Map();
  for (const option of options) {
    for (const [id, score] of hits.get(option.text) ?? []) {
      const before = found.get(id) ?? { score: 0, option };
      found.set(id, { option: before.option, score: Math.max(before.score, score * QUALITY[option.kind]) });
    }
  }
  return found;
}

function entry(id, clauses, whole) {
  const used = clauses.map(({ lessons }) => lessons.get(id)?.option ?? null);
  const score = clauses.reduce((sum, clause) => sum + (clause.lessons.get(id)?.score ?? 0) * rarity(clause), whole.get(id) ?? 0);
  return { id, score, coverage: 1, used };
}

/** Rare words say more. */
const rarity = ({ lessons }) => Math.log(1 + 1000 / Math.max(lessons.size, 1));
/** The same as a share, 0–1; what no lesson has says nothing. */
const heard = (lessons) => (lessons.size > 0 ? rarity({ lessons }) / Math.log(1001) : 0);

function partly(clauses, hits) {
  const units = clauses.map((clause) => ({ clause, lessons: withPieces(clause, hits) })).filter(({ lessons }) => lessons.size > 0);
  const weight = ({ clause, lessons }) => (clause.isNeeded ? 1 : 0.3) * clause.topicality * rarity({ lessons });
  const total = units.reduce((sum, unit) => sum + weight(unit), 0);
  const found = new Map();
  for (const unit of units) {
    for (const [id, { share, score, text }] of unit.lessons) {
      const item = found.get(id) ?? { id, score: 0, coverage: 0, matched: [] };
      item.coverage += (weight(unit) * share) / total;
      item.score += score * weight(unit);
      item.matched.push(text);
      found.set(id, item);
    }
  }
  const best = Math.max(0, ...[...found.values()].map(({ coverage }) => coverage));
  const least = clauses.some(({ lessons }) => lessons.size > 0) ? LEAST : LEAST_UNKNOWN;
  const enough = [...found.values()].filter(({ coverage }) => coverage >= best * SHARE && coverage >= least);
  for (const item of enough) item.used = clauses.map(({ lessons }) => lessons.get(item.id)?.option ?? null);
  return enough.sort((one, other) => other.coverage - one.coverage || other.score - one.score || order(one, other));
}

/** Map(id → {share, score, text}): how much of a clause a lesson has, 0–1, and which words those are. */
function withPieces({ typed, lessons, pieces }, hits) {
  const found = new Map(
    [...lessons].map(([id, { score, option }]) => [id, { share: 1, score, text: option.kind === "literal" ? typed : option.text }]),
  );
  const own = new Set(found.keys());
  for (const { text, weight } of pieces) {
    for (const [id, score] of hits.get(text) ?? []) {
      if (own.has(id)) continue;
      const item = found.get(id) ?? { share: 0, score: 0, text };
      const share = Math.min(0.8, item.share + weight);
      found.set(id, { share, score: item.score + score * weight, text: item.text });
    }
  }
  return found;
}

const order = (one, other) => (one.id < other.id ? -1 : 1);
const sorted = (entries) => entries.sort((one, other) => other.score - one.score || order(one, other));

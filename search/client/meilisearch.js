// The site's own Meilisearch, asked with a key that can only search. Its index is filled by `search/meili.py`.

import { FACETS, count } from "./facets.js";
import { ROOT } from "./site.js";

const MAX_WORDS = 10; // Meilisearch reads no more of a query
const MAX_HITS = 1000;
const GRAMS = ["grams.title", "grams.terms", "grams.headings", "grams.asked", "grams.place", "grams.text"];
const READ = [
  "key id url title headings summary body keywords aliases asked category category_name course course_title course_keywords audience level",
  "minutes number review boost",
].join(" ").split(" ");

/** key → Map(id → score) of the lessons that have all tokens of each question, see matching.js. One request. */
export async function hits(questions, config) {
  const queries = questions.map(({ tokens }) => ({
    indexUid: config.index,
    q: words(tokens),
    attributesToSearchOn: GRAMS,
    matchingStrategy: "all",
    limit: MAX_HITS,
    attributesToRetrieve: ["key"],
    showRankingScore: true,
  }));
  const answers = await send(config, queries);
  return new Map(
    questions.map(({ key }, at) => [key, new Map(answers[at].hits.map((hit) => [hit.key, hit._rankingScore]))]),
  );
}

/** The part of the lessons that is shown, and what every choice would show. One request. See search.js for shapes. */
export async function page(entries, { filters, limit, facets }, config) {
  if (entries.length === 0) return { total: 0, lessons: [], facets: facets ? count([], filters) : {} };
  const all = keyIn(entries);
  const shown = FACETS.some((facet) => filters[facet].length > 0)
    ? await narrowed(entries, all, filters, config)
    : entries;
  const wanted = shown.slice(0, limit);
  const base = { indexUid: config.index, q: "" };
  const loading = wanted.length > 0
    ? [{ ...base, filter: keyIn(wanted), limit: wanted.length, attributesToRetrieve: READ }]
    : [];
  const counting = facets
    ? FACETS.map((facet) => ({ ...base, filter: [all, ...condition({ ...filters, [facet]: [] })], limit: 0, facets: [facet] }))
    : [];
  const answers = loading.length + counting.length > 0 ? await send(config, [...loading, ...counting]) : [];
  const found = new Map((loading.length > 0 ? answers[0].hits : []).map((hit) => [hit.key, lesson(hit)]));
  const counts = FACETS.map((facet, at) => [facet, answers[loading.length + at]?.facetDistribution?.[facet] ?? {}]);
  return {
    total: shown.length,
    lessons: wanted
      .filter(({ id }) => found.has(id))
      .map(({ id, coverage, used, matched }) => ({ ...found.get(id), coverage, used, matched })),
    facets: facets ? Object.fromEntries(counts) : {},
  };
}

/** Those of the lessons that the choices let through, in their order. */
async function narrowed(entries, all, filters, config) {
  const query = { indexUid: config.index, q: "", limit: MAX_HITS, attributesToRetrieve: ["key"] };
  const [answer] = await send(config, [{ ...query, filter: [all, ...condition(filters)] }]);
  const passing = new Set(answer.hits.map((hit) => hit.key));
  return entries.filter(({ id }) => passing.has(id));
}

const keyIn = (entries) =>
  `key IN [${entries.slice(0, MAX_HITS).map(({ id }) => JSON.stringify(id)).join(", ")}]`;

/** At most ten tokens, evenly spread, the one that may be unfinished last: only the last word is a beginning. */
function words(tokens) {
  const last = tokens.length - 1;
  const places = Array.from({ length: MAX_WORDS }, (_, at) => Math.round((at * last) / (MAX_WORDS - 1)));
  const spread = tokens.length <= MAX_WORDS ? tokens : places.map((place) => tokens[place]);
  const ordered = [...spread.filter((token) => !token.prefix), ...spread.filter((token) => token.prefix)];
  return ordered.map((token) => token.gram).join(" ");
}

function condition(filters) {
  return FACETS.filter((facet) => filters[facet].length > 0).map(
    (facet) => `${facet} IN [${filters[facet].map((value) => JSON.stringify(value)).join(", ")}]`,
  );
}

function lesson(hit) {
  return {
    id: hit.id,
    url: hit.url,
    title: hit.title,
    summary: hit.summary,
    headings: hit.headings.map((heading) => heading.text),
    body: hit.body,
    keywords: hit.keywords,
    aliases: hit.aliases,
    asked: hit.asked,
    category: hit.category,
    categoryName: hit.category_name,
    course: hit.course,
    courseTitle: hit.course_title,
    courseKeywords: hit.course_keywords,
    audience: hit.audience,
    level: hit.level,
    minutes: hit.minutes,
    number: hit.number,
    review: hit.review,
    boost: hit.boost,
  };
}

/** Answers of `/multi-search`, in order. Throws when the server is away, says anything unexpected or is slower than
 *  `config.patience` milliseconds. */
async function send(config, queries) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), config.patience);
  try {
    const base = new URL(`${config.url.replace(/\/$/, "")}/`, ROOT);
    const response = await fetch(new URL("multi-search", base), {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${config.key}` },
      body: JSON.stringify({ queries }),
      signal: stop.signal,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    const answer = response.ok ? await response.json() : {};
    if (answer.results?.length !== queries.length) throw new Error(`Meilisearch: ${response.status}`);
    return answer.results;
  } finally {
    clearTimeout(timer);
  }
}

// The site's own Meilisearch, asked with a key that can only search. Its index is filled by `search/meili.py`.

import { FACETS, count, fits } from "./facets.js";
import { partial } from "./ranking.js";
import { ROOT } from "./site.js";

const MAX_WORDS = 10; // Meilisearch reads no more of a query
const MAX_TOPIC = 20;
const HITS_PER_TOKEN = 200;
const CANDIDATES = 48;
const GRAMS = ["grams.title", "grams.terms", "grams.headings", "grams.place", "grams.text"];
const FIELDS = "title aliases keywords headings.text course_title category_name summary body".split(" ");
const READ = [
  "key id url title headings summary body keywords aliases category category_name course course_title audience level",
  "minutes review boost",
].join(" ").split(" ");

/** Lessons with all tokens, else what the server's own parser finds, else with half of the topic. */
export async function find(plan, options, config) {
  const exact = await ask(plan, config, options, { q: words(plan.tokens), attributesToSearchOn: GRAMS });
  if (exact.isAnywhere) return exact;
  const read = await ask(plan, config, options, { q: plain(plan.text), attributesToSearchOn: FIELDS, locales: ["zho"] });
  if (read.isAnywhere) return { ...read, isPartial: read.total > 0 };
  return relaxed(plan, config, options);
}

/** One request: the page of results, and for every facet with choices its counts without them. */
async function ask(plan, config, { filters, limit, facets }, query) {
  const base = { indexUid: config.index, matchingStrategy: "all", ...query };
  const narrowed = facets ? FACETS.filter((facet) => filters[facet].length > 0) : [];
  const isFiltered = FACETS.some((facet) => filters[facet].length > 0);
  const queries = [
    {
      ...base,
      filter: condition(filters),
      hitsPerPage: limit,
      page: 1,
      attributesToRetrieve: READ,
      facets: facets ? FACETS : [],
    },
    ...narrowed.map((facet) => ({
      ...base,
      filter: condition({ ...filters, [facet]: [] }),
      limit: 0,
      facets: [facet],
    })),
    ...(isFiltered ? [{ ...base, limit: 1, attributesToRetrieve: ["key"] }] : []),
  ];
  const answers = await send(config, queries);
  const counts = { ...answers[0].facetDistribution };
  narrowed.forEach((facet, at) => (counts[facet] = answers[at + 1].facetDistribution[facet]));
  return {
    total: answers[0].totalHits,
    lessons: answers[0].hits.map(lesson),
    facets: facets ? counts : {},
    isPartial: false,
    isAnywhere: (isFiltered ? answers.at(-1) : answers[0]).hits.length > 0,
    known: new Set(plan.topicTokens.map((token) => token.text)),
  };
}

/** Every token on its own, then the lessons that have at least half of them. */
async function relaxed(plan, config, { filters, limit, facets }) {
  const tokens = plan.topicTokens.slice(0, MAX_TOPIC);
  const queries = tokens.map((token) => ({
    indexUid: config.index,
    q: words([token]),
    attributesToSearchOn: GRAMS,
    matchingStrategy: "all",
    limit: HITS_PER_TOKEN,
    attributesToRetrieve: ["key"],
    showRankingScore: true,
  }));
  const answers = tokens.length > 0 ? await send(config, queries) : [];
  const hits = new Map(
    tokens.map((token, at) => [token.text, new Map(answers[at].hits.map((hit) => [hit.key, hit._rankingScore]))]),
  );
  const known = new Set(tokens.map((token) => token.text).filter((text) => hits.get(text).size > 0));
  const candidates = partial(tokens, hits).slice(0, CANDIDATES);
  const loaded = await byKey(candidates, config);
  const shown = loaded.filter((item) => fits(item, filters));
  return {
    total: shown.length,
    lessons: shown.slice(0, limit),
    facets: facets ? count(loaded, filters) : {},
    isPartial: shown.length > 0,
    isAnywhere: loaded.length > 0,
    known,
  };
}

async function byKey(candidates, config) {
  if (candidates.length === 0) return [];
  const keys = candidates.map(({ id }) => JSON.stringify(id)).join(", ");
  const query = { indexUid: config.index, filter: `key IN [${keys}]`, limit: CANDIDATES, attributesToRetrieve: READ };
  const [answer] = await send(config, [query]);
  const found = new Map(answer.hits.map((hit) => [hit.key, hit]));
  return candidates
    .filter(({ id }) => found.has(id))
    .map(({ id, coverage, matched }) => ({ ...lesson(found.get(id)), coverage, matched }));
}

/** At most ten tokens, evenly spread, the one that may be unfinished last: only the last word is a beginning. */
function words(tokens) {
  const last = tokens.length - 1;
  const places = Array.from({ length: MAX_WORDS }, (_, at) => Math.round((at * last) / (MAX_WORDS - 1)));
  const spread = tokens.length <= MAX_WORDS ? tokens : places.map((place) => tokens[place]);
  const ordered = [...spread.filter((token) => !token.prefix), ...spread.filter((token) => token.prefix)];
  return ordered.map((token) => token.gram).join(" ");
}

/** The query without what Meilisearch would read as an operator. */
const plain = (text) => text.replace(/"/g, " ").replace(/(^|\s)-+/g, "$1").trim();

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
    category: hit.category,
    categoryName: hit.category_name,
    course: hit.course,
    courseTitle: hit.course_title,
    audience: hit.audience,
    level: hit.level,
    minutes: hit.minutes,
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

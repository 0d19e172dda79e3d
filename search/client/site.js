// Where the site is, and what its operator chose. All addresses derive from this file's own, so that the site
// works from any folder.

export const ROOT = new URL("../../", import.meta.url);

// Milliseconds that a search waits for what it can do without.
const PATIENCE = 3000;

/** What is promised, or `otherwise` when it takes too long: a stalled file must not stall the search. */
export function inTime(promise, otherwise) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

let config;

/** The operator's `search-config.json`, fetched once; `{}` (Pagefind only) when there is none or it is unreadable. */
export function siteConfig() {
  config ??= fetch(new URL("search-config.json", ROOT), { cache: "no-store" })
    .then((response) => (response.ok ? response.json() : {}))
    .then((value) => (value !== null && typeof value === "object" ? value : {}))
    .catch(() => ({}));
  return config;
}

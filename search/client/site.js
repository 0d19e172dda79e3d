// Where the site is, and what its operator chose. All addresses derive from this file's own, so that the site
// works from any folder.

export const ROOT = new URL("../../", import.meta.url);

let config;

/** The operator's `search-config.json`, fetched once; `{}` (Pagefind only) when there is none or it is unreadable. */
export function siteConfig() {
  config ??= fetch(new URL("search-config.json", ROOT), { cache: "no-store" })
    .then((response) => (response.ok ? response.json() : {}))
    .then((value) => (value !== null && typeof value === "object" ? value : {}))
    .catch(() => ({}));
  return config;
}

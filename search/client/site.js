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

/** Whether this is a copy that is opened from a folder: what is fetched elsewhere comes there as scripts. */
export const isCopy = () => Boolean(document.documentElement.dataset.portable);

/** What keys of this site in the browser's memory begin with. A copy keeps them when it is put into another folder. */
export const memory = () => `xuetang:${document.documentElement.dataset.portable || ROOT.pathname}`;

/** The address of a page, given as a path below the root: empty or ending in `/`. */
export const addressOf = (path) => new URL(isCopy() ? `${path}index.html` : path, ROOT).href;

/** The value of a JSON file of the site, by its path below the root. */
export const data = (path) => (isCopy() ? scripted(path) : fetched(path));

async function fetched(path) {
  const response = await fetch(new URL(path, ROOT));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** The same in a copy: a script in its place that leaves the value where it is found (`site_builder/copy/make.py`). */
async function scripted(path) {
  const found = () => globalThis.xuetangData?.[path];
  if (found() === undefined) {
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(path.replace(/\.json$/, ".js"), ROOT).href;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(`${path}: not there`)));
      document.head.append(script);
    });
  }
  if (found() === undefined) throw new Error(`${path}: empty`);
  return found();
}

let config;

/** The operator's `search-config.json`, fetched once; `{}` (Pagefind only) when there is none or it is unreadable. */
export function siteConfig() {
  if (isCopy()) return Promise.resolve({}); // it has no server
  config ??= fetch(new URL("search-config.json", ROOT), { cache: "no-store" })
    .then((response) => (response.ok ? response.json() : {}))
    .then((value) => (value !== null && typeof value === "object" ? value : {}))
    .catch(() => ({}));
  return config;
}

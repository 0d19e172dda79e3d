// What the results page shows, as its address says it: `?q=&category=&audience=&level=&duration=&literal=1`.

import { FACETS, chosen } from "./facets.js";

/** {query, filters, isLiteral} of the part of an address from `?` on. */
export function read(text) {
  const parameters = new URLSearchParams(text);
  return {
    query: (parameters.get("q") ?? "").trim(),
    filters: chosen(Object.fromEntries(FACETS.map((facet) => [facet, parameters.getAll(facet)]))),
    isLiteral: parameters.get("literal") === "1",
  };
}

/** The address below `path` that says so; choices and `isLiteral` may be left out. */
export function address(path, { query, filters = chosen(), isLiteral = false }) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const facet of FACETS) for (const value of filters[facet]) parameters.append(facet, value);
  if (query && isLiteral) parameters.set("literal", "1");
  return `${path}${parameters.toString() ? "?" : ""}${parameters}`;
}

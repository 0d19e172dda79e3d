// Categories, audiences, levels and durations: which lessons a choice lets through, and how many each choice would show.

export const FACETS = ["category", "audience", "level", "duration"];
const SLUG = /^[a-z0-9-]{1,60}$/;

/** Choices as `{category: [slug, …], …}`; what cannot be a slug is dropped. */
export function chosen(filters = {}) {
  const values = (facet) => [filters[facet] ?? []].flat().filter((value) => SLUG.test(value));
  return Object.fromEntries(FACETS.map((facet) => [facet, [...new Set(values(facet))]]));
}

const passes = (item, filters, facet) =>
  filters[facet].length === 0 || [item[facet]].flat().some((value) => filters[facet].includes(value));

/** Whether an item with `category`, `audience[]`, `level` and `duration` passes: any of the choices in each facet. */
export const fits = (item, filters) => FACETS.every((facet) => passes(item, filters, facet));

/** Per facet and value, how many items there would be with the choices of the other facets. */
export function count(items, filters) {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, {}]));
  for (const item of items) {
    for (const facet of FACETS) {
      if (!FACETS.every((other) => other === facet || passes(item, filters, other))) continue;
      for (const value of [item[facet]].flat()) counts[facet][value] = (counts[facet][value] ?? 0) + 1;
    }
  }
  return counts;
}

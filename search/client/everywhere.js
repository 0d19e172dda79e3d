// Hits of several words, for engines that answer a word at a time.

/** Map(id → sum of scores) of the lessons that all maps have. */
export function everywhere(maps) {
  const [first, ...others] = maps;
  const found = new Map();
  for (const [id, score] of first ?? []) {
    if (others.every((map) => map.has(id))) found.set(id, others.reduce((sum, map) => sum + map.get(id), score));
  }
  return found;
}

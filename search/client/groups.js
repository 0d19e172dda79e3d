// Results of one course belong together.

/** Results as [{best, others}], a group for each course, in the order of the courses' best lessons. */
export function grouped(results) {
  const groups = new Map();
  for (const result of results) {
    const group = groups.get(result.course);
    if (group) group.others.push(result);
    else groups.set(result.course, { best: result, others: [] });
  }
  return [...groups.values()];
}

// Elements from data. Text only ever becomes text.

/** An element with attributes (null leaves one out) and children (strings or elements). */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null));
  return made;
}

/** Parts `[{text, mark}]` as text and `<mark>`. */
export const marked = (parts) => parts.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));

/** A slug as part of a class name. */
export const categoryClass = (slug) => (/^[a-z0-9-]+$/.test(slug) ? `cat-${slug}` : "");

// Marks the part of the lesson that is being read in the outline beside it.

/** Follow the reader's scrolling. */
export function enhance() {
  const links = new Map([...document.querySelectorAll(".outline a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const update = () => {
    const here = heads.findLast((head) => head.getBoundingClientRect().top < innerHeight * 0.3) ?? heads[0];
    for (const [id, link] of links) {
      link.classList.toggle("is-here", id === here?.id);
      if (id === here?.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  const observer = new IntersectionObserver(update, { rootMargin: "0px 0px -70% 0px" });
  heads.forEach((head) => observer.observe(head));
  update();
}

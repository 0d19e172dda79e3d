// Going from page to page without leaving a trail: each page takes the place of the one before, so that nobody can go
// back to what the person before was reading. A page that cannot be had is not gone to: nobody is here to reload it.

/** Address of the site's root. */
export const HOME = new URL(document.documentElement.dataset.root, location.href).href;

/** Whether an address is a page of this site. */
export const isOurs = (address) => {
  const url = new URL(address, location.href);
  return url.origin === location.origin && /^https?:$/.test(url.protocol);
};

/** Follow every link of the page in this way. A link to another place of the same page is the browser's. */
export function takeLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented) return;
    const isSamePage = link.hash && link.pathname === location.pathname && link.search === location.search;
    event.preventDefault();
    if (isSamePage) location.replace(link.hash);
    else if (isOurs(link.href)) go(link.href);
  });
}

// As long as anybody waits for an answer.
const PATIENCE = 8000;

let isGoing = false;

/** Go to a page of ours, if it can be had; else say that it cannot. */
export async function go(address) {
  if (isGoing) return;
  isGoing = true;
  if (await isThere(address)) location.replace(address);
  else {
    isGoing = false;
    tell();
  }
}

/** Whether the server, or what stands in for it, answers. A page that is missing leads home by itself. */
export async function isThere(address) {
  try {
    await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) });
    return true;
  } catch {
    return false;
  }
}

function tell() {
  const notice = document.querySelector("[data-notice]");
  notice.querySelector("[data-notice-close]").onclick = () => notice.close();
  if (!notice.open) notice.showModal();
}

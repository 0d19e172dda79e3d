/* Registers the service worker of this edition; every page includes it:
   <script type="module" src="…/assets/offline/register.js"></script> */

const MINUTES = 15;
const worker = new URL("../../sw.js", import.meta.url);

/** The registration, or null where the browser or the address (not https, not this machine) does not allow one. */
export const registered = register();

async function register() {
  if (!("serviceWorker" in navigator)) return null;
  try {
    const registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
    if (!registration) return null; // a browser that only says that it can
    navigator.storage?.persist?.().catch(() => {});
    // A page may stay open for days: it looks for a new release on its own.
    setInterval(() => registration.update().catch(() => {}), MINUTES * 60_000);
    return registration;
  } catch {
    return null; // the pages work without it as long as the server answers
  }
}

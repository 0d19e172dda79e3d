// Forgetting the person who was here: everything that this page or the browser holds about what was done.
import { hush } from "./speech.js";

// What the operator chose to count, queries and numbers alone; see search/client/unanswered.js.
const COUNTED = ":unanswered";

/** Leave nothing of the last person. The page itself still has to be left, or shown anew. */
export function wipe() {
  hush();
  for (const sound of document.querySelectorAll("audio, video")) sound.pause();
  for (const storage of [() => localStorage, () => sessionStorage]) {
    try {
      for (const key of Object.keys(storage()).filter((key) => !key.endsWith(COUNTED))) storage().removeItem(key);
    } catch {
      // Forbidden: then nothing was kept either.
    }
  }
  window.name = "";
  window.kioskDisplay.reset();
  for (const form of document.forms) form.reset();
  for (const field of document.querySelectorAll("input[type=search], input[type=text], textarea")) field.value = "";
  for (const cookie of document.cookie.split("; ").filter(Boolean)) {
    document.cookie = `${cookie.split("=")[0]}=; max-age=0; path=/`;
  }
  history.replaceState(null, "", location.pathname);
  dispatchEvent(new Event("kiosk-wiped"));
}

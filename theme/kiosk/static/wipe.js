// Forgetting the person who was here: everything that this page or the browser holds about what was done.
import { hush } from "./speech.js";

/** Leave nothing of the last person. The page itself still has to be left, or shown anew. */
export function wipe() {
  hush();
  for (const sound of document.querySelectorAll("audio, video")) sound.pause();
  for (const storage of [() => localStorage, () => sessionStorage]) {
    try {
      storage().clear();
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

// The operator's page opens to a finger that rests on the name of the site. Nothing shows it.
import { armLongPress, OPERATOR } from "../offline/operator.js";

/** Arm the door. */
export function enhance() {
  armLongPress(document.querySelector("[data-operator-door]"), OPERATOR);
}

// What pages about the district do by themselves: each part looks for its own marks and does nothing without them.
import { dropExpired } from "./expiry.js";
import { chooseTown } from "./town.js";

dropExpired(document);
chooseTown(document);

// What pages about the district do by themselves: each part looks for its own marks and does nothing without them.
import { chooseNews } from "./news.js";
import { chooseTown } from "./town.js";

chooseTown(document);
chooseNews(document);

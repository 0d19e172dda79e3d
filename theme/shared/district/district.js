// What pages about the district do by themselves: each part looks for its own marks and does nothing without them.
import { dropExpired, dropPast } from "./expiry.js";
import { chooseNews } from "./news.js";
import { chooseTown } from "./town.js";
import { arrangeActivities, tellActivity } from "./activities.js";
import { enhanceFacets } from "./facets.js";
import { enhanceMonth } from "./month.js";
import { showOpenNow } from "./open-now.js";

dropExpired(document);
dropPast(document);
chooseTown(document);
showOpenNow(document);
arrangeActivities(document);
tellActivity(document);
enhanceFacets(document);
enhanceMonth(document);
for (const button of document.querySelectorAll("[data-print-poster]")) {
  button.addEventListener("click", () => print());
  button.hidden = false;
}
chooseNews(document);

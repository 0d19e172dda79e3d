// The month view of activities: a table of days that is worked with arrow keys, a finger or a mouse. The day that is
// chosen lists its activities below, so that nothing has to fit into a small cell.
import { chinaMoment, dateWords, dayOf, isoOf, partsOf, weekdayOf } from "./china-time.js";
import { daysOf } from "./activities.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const WEEK = ["一", "二", "三", "四", "五", "六", "日"];

const firstOf = (year, month) => dayOf(`${year}-${String(month).padStart(2, "0")}-01`);

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Offer the month view beside the list. */
export function enhanceMonth(page) {
  const root = page.querySelector("[data-month]");
  const list = page.querySelector("[data-activities]");
  if (root && list) new Month(page, root, list).start();
}

class Month {
  constructor(page, root, list) {
    Object.assign(this, { page, root, list });
    this.today = chinaMoment(new Date()).day;
    this.entries = [...list.querySelectorAll("[data-days]")].map((entry) => ({ entry, days: new Set(daysOf(entry)) }));
    const coming = this.entries.flatMap(({ days }) => [...days]).filter((day) => day >= this.today);
    this.chosen = coming.length > 0 ? Math.min(...coming) : this.today;
    this.table = root.querySelector("[data-month-table]");
    this.switches = [...page.querySelectorAll("[data-view]")];
  }

  start() {
    for (const button of this.switches) button.addEventListener("click", () => this.view(button.dataset.view));
    for (const button of this.root.querySelectorAll("[data-month-step]")) {
      button.addEventListener("click", () => this.step(Number(button.dataset.monthStep)));
    }
    this.root.querySelector("[data-month-today]").addEventListener("click", () => this.choose(this.today));
    this.table.addEventListener("keydown", (event) => this.press(event));
    this.page.addEventListener("xuetang:filtered", () => this.draw());
    this.draw();
    this.view(new URLSearchParams(location.search).get("view") === "month" ? "month" : "list", false);
    this.page.querySelector("[data-views]").hidden = false;
  }

  view(name, keep = true) {
    this.root.hidden = name !== "month";
    this.list.hidden = name === "month";
    for (const button of this.switches) button.setAttribute("aria-pressed", String(button.dataset.view === name));
    if (!keep || document.documentElement.hasAttribute("data-shared")) return;
    const query = new URLSearchParams(location.search);
    if (name === "month") query.set("view", "month");
    else query.delete("view");
    history.replaceState(null, "", `${query}` ? `?${query}` : location.pathname);
  }

  /** Go some months on; the same date, or the month's last. */
  step(months) {
    const { year, month, date } = partsOf(this.chosen);
    const at = year * 12 + month - 1 + months;
    const first = firstOf(Math.floor(at / 12), (at % 12) + 1);
    const length = firstOf(Math.floor((at + 1) / 12), ((at + 1) % 12) + 1) - first;
    this.choose(first + Math.min(date, length) - 1);
  }

  choose(day, focus = false) {
    this.chosen = day;
    this.draw();
    if (focus) this.table.querySelector("[tabindex='0']").focus();
  }

  press(event) {
    const weekday = weekdayOf(this.chosen);
    if (event.key in STEPS) this.choose(this.chosen + STEPS[event.key], true);
    else if (event.key === "Home") this.choose(this.chosen - weekday + 1, true);
    else if (event.key === "End") this.choose(this.chosen + 7 - weekday, true);
    else if (event.key === "PageUp" || event.key === "PageDown") {
      this.step(event.key === "PageUp" ? -1 : 1);
      this.table.querySelector("[tabindex='0']").focus();
    } else return;
    event.preventDefault();
  }

  on(day) {
    return this.entries.filter(({ entry, days }) => days.has(day) && !entry.hidden).map(({ entry }) => entry);
  }

  draw() {
    const { year, month } = partsOf(this.chosen);
    const first = firstOf(year, month);
    const next = month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1);
    this.root.querySelector("[data-month-title]").textContent = `${year}年${month}月`;
    const rows = [];
    for (let monday = first - weekdayOf(first) + 1; monday < next; monday += 7) {
      rows.push(make("tr", {}, ...WEEK.map((_, n) => this.cell(monday + n, first, next))));
    }
    this.table.tBodies[0].replaceChildren(...rows);
    this.drawDay();
  }

  cell(day, first, next) {
    if (day < first || day >= next) return make("td");
    const there = this.on(day);
    const words = there.length > 0 ? `，${there.length} 项活动` : "，没有活动";
    const button = make("button", { type: "button", tabindex: day === this.chosen ? 0 : -1, "data-day": isoOf(day) });
    button.setAttribute("aria-label", `${dateWords(day, day)}${day === this.today ? "，今天" : ""}${words}`);
    button.setAttribute("aria-pressed", String(day === this.chosen));
    button.append(make("span", { class: "month-date" }, String(partsOf(day).date)));
    if (there.length > 0) {
      button.classList.add("has-activities");
      button.append(make("span", { class: "month-count" }, `${there.length} 项`));
      for (const entry of there.slice(0, 2)) {
        button.append(make("span", { class: "month-name" }, entry.querySelector("[data-title]").textContent));
      }
    }
    if (day === this.today) button.classList.add("is-today");
    button.addEventListener("click", () => this.choose(day, true));
    return make("td", {}, button);
  }

  drawDay() {
    const there = this.on(this.chosen);
    const title = this.root.querySelector("[data-month-day]");
    title.textContent = `${dateWords(this.chosen, this.today)}${there.length > 0 ? "" : "没有活动"}`;
    const links = there.map((entry) => {
      const copy = entry.cloneNode(true);
      copy.classList.remove("is-past");
      return copy;
    });
    this.root.querySelector("[data-month-list]").replaceChildren(...links);
  }
}

// Every search box of a page: suggestions while typing, by the ARIA 1.2 combobox pattern, safe with input methods.
// Before anything is typed: what was searched for last, and examples. The search is not loaded before someone uses a box.

import { element } from "./elements.js";
import { engine } from "./loading.js";
import { lessonOption, optionGroup, pageOption, queryOption, serviceOption } from "./options.js";
import { forget, recent, remember } from "./recent.js";
import { isCopy } from "./site.js";
import { failureSentence, foundSentence, repairSentence } from "./wording.js";

const DELAY = 120;
const LIMIT = 6;

class SearchBox {
  constructor(form, number) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.id = this.input.id || `search-${number}`;
    this.examples = JSON.parse(form.dataset.examples || "[]");
    this.sequence = 0;
    this.options = [];
    this.active = -1;
    this.build();
    this.listen();
  }

  build() {
    this.list = element("div", { role: "listbox", id: `${this.id}-options`, "aria-label": "搜索建议" });
    this.clear = element("button", { type: "button", class: "search-panel__clear", "aria-label": "清除最近搜过的", hidden: true }, "清除");
    this.note = element("p", { class: "search-panel__note", hidden: true });
    this.panel = element("div", { class: "search-panel", hidden: true }, this.list, this.clear, this.note);
    this.status = element("p", { class: "search-box__status", role: "status" });
    this.form.append(this.panel, this.status);
    const attributes = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-haspopup": "listbox",
    };
    for (const [key, value] of Object.entries(attributes)) this.input.setAttribute(key, value);
  }

  listen() {
    this.input.addEventListener("focus", () => this.warm(), { once: true });
    this.input.addEventListener("input", (event) => !event.isComposing && this.schedule());
    this.input.addEventListener("compositionend", () => this.schedule());
    this.input.addEventListener("keydown", (event) => this.key(event));
    // By hand or by keyboard, but not where a page puts the cursor into its box: there the page says enough.
    this.input.addEventListener("click", () => this.idle());
    this.input.addEventListener("keyup", (event) => ["Tab", "/"].includes(event.key) && this.idle());
    this.clear.addEventListener("click", () => this.forget());
    this.clear.addEventListener("keydown", (event) => event.key === "Escape" && this.escape(event));
    // The input keeps the focus while an option is pressed, so that the panel stays until the press is done.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("mousemove", (event) => this.select(this.options.indexOf(event.target.closest("[role=option]"))));
    this.form.addEventListener("focusout", (event) => !this.form.contains(event.relatedTarget) && this.close());
    this.form.addEventListener("submit", () => {
      remember(this.input.value);
      this.close();
    });
    document.addEventListener("pointerdown", (event) => !this.form.contains(event.target) && this.close());
  }

  async warm() {
    try {
      await (await engine()).warm();
    } catch {
      // The search itself will say so.
    }
  }

  schedule() {
    clearTimeout(this.timer);
    this.sequence += 1;
    if (this.input.value.trim() === "") this.showIdle();
    else this.timer = setTimeout(() => this.suggest(this.sequence), DELAY);
  }

  async suggest(sequence) {
    const query = this.input.value;
    try {
      const { search } = await engine();
      const found = await search(query, { limit: LIMIT, facets: false });
      if (sequence === this.sequence) this.show(query, found);
    } catch {
      if (sequence === this.sequence) this.say(failureSentence(isCopy()));
    }
  }

  idle() {
    if (this.panel.hidden && this.input.value.trim() === "") this.showIdle();
  }

  /** For who has not typed anything: the last searches on this device, then examples. */
  showIdle() {
    const last = recent();
    const others = this.examples.filter((example) => !last.includes(example));
    const groups = [["最近搜过", last], ["可以这样搜", others]].filter(([, queries]) => queries.length > 0);
    if (groups.length === 0) {
      this.close();
      return;
    }
    const options = groups.map(([, queries]) => queries.map((query) => queryOption(query, this.address(query))));
    this.offer(options.flat(), groups.map(([label], at) => optionGroup(label, `${this.id}-group-${at}`, options[at])));
    this.clear.hidden = last.length === 0;
    this.note.hidden = true;
    this.announce(`${groups.map(([label, queries]) => `${label} ${queries.length} 个`).join("，")}，按向下键挑选`);
    this.open();
  }

  forget() {
    forget();
    this.input.focus();
    this.showIdle();
    this.announce("最近搜过的已经清除");
  }

  show(query, found) {
    const isEmpty = found.total === 0;
    const way = isEmpty ? "看看相近的说法和类别" : `查看全部 ${found.total} 个结果`;
    const services = found.services ?? { isExact: false, entries: [] };
    const beside = services.entries.slice(0, 1).map(serviceOption);
    const [before, behind] = services.isExact ? [beside, []] : [[], beside];
    const all = pageOption(way, this.address(query), () => remember(query));
    this.offer([...before, ...found.results.map(lessonOption), ...behind, all]);
    this.panel.classList.toggle("search-panel--empty", isEmpty);
    const nothing = beside.length > 0 ? "没有这样的课，有学校、场所和服务。" : `没有找到“${query.trim()}”。少打几个字，或者换个说法试试。`;
    const advice = isEmpty ? nothing : repairSentence(found);
    this.note.textContent = [advice, found.isFallback && "离线搜索"].filter(Boolean).join(" ");
    this.note.hidden = this.note.textContent === "";
    this.announce(isEmpty ? advice : foundSentence(query.trim(), found));
    this.open();
  }

  /** These options and no others; `elements` hold them where they stand in groups. */
  offer(options, elements = options) {
    this.options = options;
    options.forEach((option, at) => option.setAttribute("id", `${this.id}-option-${at}`));
    this.list.replaceChildren(...elements);
    this.clear.hidden = true;
  }

  /** Address of the results for a query. */
  address(query) {
    const address = new URL(this.form.action);
    address.search = new URLSearchParams({ q: query.trim() });
    return address.href;
  }

  /** A sentence in place of suggestions. */
  say(text) {
    this.offer([]);
    this.note.textContent = text;
    this.note.hidden = false;
    this.announce(text);
    this.open();
  }

  announce(text) {
    this.status.textContent = text;
  }

  open() {
    this.select(-1);
    this.panel.hidden = document.activeElement !== this.input;
    this.input.setAttribute("aria-expanded", String(!this.panel.hidden && this.options.length > 0));
  }

  close() {
    clearTimeout(this.timer);
    this.sequence += 1;
    this.select(-1);
    this.panel.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
  }

  select(at) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const option = this.options[at];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) {
      if (event.key === "Enter") event.preventDefault(); // it accepts the input method's word, no more
      return;
    }
    const isOpen = !this.panel.hidden && this.options.length > 0;
    const moves = { ArrowDown: this.active + 1, ArrowUp: this.active < 0 ? this.options.length - 1 : this.active - 1 };
    if (this.active >= 0) Object.assign(moves, { Home: 0, End: this.options.length - 1 });
    if (isOpen && event.key in moves) {
      event.preventDefault();
      this.select(moves[event.key] >= this.options.length ? -1 : moves[event.key]);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.schedule();
    } else if (event.key === "Enter" && isOpen && this.active >= 0) {
      event.preventDefault();
      this.options[this.active].click();
    } else if (event.key === "Escape") {
      this.escape(event);
    }
  }

  escape(event) {
    event.preventDefault();
    if (this.panel.hidden) this.input.value = "";
    this.close();
    this.input.focus();
  }
}

/** `/` goes to the first visible box unless something is being typed. */
function focusOnSlash(event) {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping) return;
  const inputs = [...document.querySelectorAll("form[role=search] input[type=search]")];
  const input = inputs.find((candidate) => candidate.offsetParent !== null);
  if (input) {
    event.preventDefault();
    input.focus();
    input.select();
  }
}

document.querySelectorAll("form[role=search]").forEach((form, number) => new SearchBox(form, number));
document.addEventListener("keydown", focusOnSlash);

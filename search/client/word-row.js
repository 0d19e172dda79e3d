// The row of words to choose from: as many as fit, the others a page away, and a sentence where there is none.

import { element } from "./elements.js";

// As many as are looked through at a glance.
const MOST = 12;

export class WordRow {
  /** `button(label, action, name)` makes buttons; `choose(word)` is told what was chosen. */
  constructor({ button, choose }) {
    this.button = button;
    this.choose = choose;
    this.words = [];
    this.starts = [0];
    this.status = element("p", { class: "pad__status", role: "status" });
    this.letters = element("span", { class: "pad__letters", "aria-hidden": "true" });
    this.hint = element("p", { class: "pad__hint" });
    this.chips = element("div", { class: "pad__chips" });
    this.back = button(turn("‹", "上一页"), () => this.turn(-1), "pad__turn");
    this.more = button(turn("›", "下一页"), () => this.turn(1), "pad__turn");
    const parts = [this.letters, this.hint, this.chips, this.back, this.more];
    this.element = element("div", { class: "pad__choice", role: "group", "aria-label": "候选词" }, ...parts);
  }

  /** Show the first page of words for the letters, or `instead`. A screen reader hears of it unless `isQuiet`. */
  show(words, { letters, instead, isQuiet }) {
    this.words = words;
    this.starts = [0];
    this.letters.textContent = letters;
    this.letters.hidden = letters === "";
    this.hint.textContent = words.length > 0 ? "" : instead;
    this.hint.hidden = this.hint.textContent === "";
    this.status.textContent = words.length > 0 ? `有 ${words.length} 个词可选` : isQuiet ? "" : instead;
    this.fill();
  }

  turn(by) {
    if (by < 0) this.starts.pop();
    else this.starts.push(this.starts.at(-1) + this.chips.childElementCount);
    this.status.textContent = `有 ${this.words.length} 个词可选，第 ${this.starts.length} 页`;
    this.fill();
  }

  /** Put the words of this page where they have room. What had the focus gives it to the first of them. */
  fill() {
    const hadFocus = this.element.contains(document.activeElement);
    const start = this.starts.at(-1);
    const words = this.words.slice(start, start + MOST);
    this.chips.replaceChildren(...words.map((word) => this.button(word, () => this.choose(word), "pad__chip")));
    this.back.hidden = start === 0;
    this.more.hidden = start + words.length >= this.words.length;
    if (this.overflowing().length > 0) {
      this.more.hidden = false;
      for (const chip of this.overflowing()) chip.remove();
    }
    if (hadFocus) this.chips.firstElementChild?.focus({ preventScroll: true });
  }

  /** Chips that have no room; the first always stays. */
  overflowing() {
    const { bottom } = this.chips.getBoundingClientRect();
    return [...this.chips.children].slice(1).filter((chip) => chip.getBoundingClientRect().bottom > bottom + 1);
  }
}

/** An arrow, and what it means in words where there is room. */
const turn = (sign, label) => [element("span", { "aria-hidden": "true" }, sign), element("span", { class: "pad__turn-name" }, label)];

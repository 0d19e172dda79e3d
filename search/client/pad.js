// A keyboard on the screen for touch screens without an input method: letters as large keys, words in Chinese to choose
// from. It writes into a field and says so with `input` events; it knows nothing of the page that it stands in.
//
//   import { mountPad } from "/assets/search/pad.js";          and /assets/search/pad.css
//   const pad = mountPad(container, input, { onSearch, onClose });
//
// onSearch  what 搜索 does; by default it sends the field's form
// onClose   what 收起 and Escape do; without it there is no such key
// → {element, reset(), destroy()}: reset() is for the next person, destroy() leaves the field as it was

import { candidates, continuations, prepare } from "./candidates.js";
import { element } from "./elements.js";
import { ready } from "./language.js";
import { keepStops, neighbour } from "./moves.js";
import { listenForPresses } from "./press.js";
import { parted, withKey, withWord, withoutLast } from "./typed.js";
import { WordRow } from "./word-row.js";

const LAYOUTS = { abc: "abcdefghijklmnopqrstuvwxyz", qwerty: "qwertyuiopasdfghjklzxcvbnm", digits: "1234567890" };
const SAID = {
  empty: "按拼音的第一个字母：高血压，就按 G X Y",
  open: "接着按字母，或者按“搜索”",
  digits: "可以直接按“搜索”",
  none: "没有这样的词，可以直接按“搜索”",
  unread: "词表没有打开，可以直接按“搜索”",
};

/** Put a pad for `input` into `container`. */
export function mountPad(container, input, options = {}) {
  const pad = new Pad(input, options);
  container.append(pad.element);
  pad.start();
  return { element: pad.element, reset: () => pad.reset(), destroy: () => pad.destroy() };
}

class Pad {
  constructor(input, { onSearch, onClose }) {
    this.input = input;
    this.onSearch = onSearch ?? (() => input.form?.requestSubmit());
    this.onClose = onClose;
    this.chosen = new Set();
    this.order = "abc";
    this.isDigits = false;
    this.actions = new WeakMap();
    this.build();
  }

  // -- what there is --------------------------------------------------------------------------------------------------

  build() {
    this.row = new WordRow({ button: (...given) => this.button(...given), choose: (word) => this.choose(word) });
    this.keys = element("div", { class: "pad__keys", role: "group" });
    this.acts = element("div", { class: "pad__acts", role: "group", "aria-label": "功能" });
    const parts = [this.row.status, this.row.element, element("div", { class: "pad__board" }, this.keys, this.acts)];
    this.element = element("div", { class: "pad", role: "group", "aria-label": "屏幕键盘" }, ...parts);
    this.swap = this.button("", () => this.swapOrder(), "pad__act pad__act--order");
    this.shift = this.button("", () => this.swapDigits(), "pad__act");
    const erase = this.button("删除", () => this.erase(), "pad__act");
    erase.setAttribute("data-hold", "");
    const clear = this.button("清空", () => this.write(""), "pad__act");
    const close = this.onClose ? [this.button("收起", () => this.onClose(), "pad__act")] : [];
    const search = this.button("搜索", () => this.onSearch(), "pad__act pad__act--search");
    this.acts.append(erase, clear, this.shift, this.swap, ...close, search);
    this.layOut();
  }

  button(label, action, name) {
    const made = element("button", { type: "button", class: name, tabindex: "-1" }, label);
    this.actions.set(made, action);
    return made;
  }

  layOut() {
    const layout = this.isDigits ? "digits" : this.order;
    const key = (each) => this.button(each.toUpperCase(), () => this.write(withKey(this.input.value, each)), "pad__key");
    this.keys.dataset.layout = layout;
    this.keys.setAttribute("aria-label", this.isDigits ? "数字" : "字母");
    this.keys.replaceChildren(...[...LAYOUTS[layout]].map(key));
    this.shift.textContent = this.isDigits ? "字母" : "123";
    this.swap.textContent = this.order === "abc" ? "键盘顺序" : "字母顺序";
    this.swap.disabled = this.isDigits;
    this.keepStops();
  }

  // -- life -----------------------------------------------------------------------------------------------------------

  start() {
    const { input } = this;
    this.inputMode = input.getAttribute("inputmode");
    input.setAttribute("inputmode", "none");
    const isPhysical = (event) => !event.isComposing && this.update();
    const missed = () => input.value !== this.seen && this.update(); // what was written without an event
    this.listeners = [
      [input, "input", isPhysical],
      [input, "compositionend", () => this.update()],
      [input, "keyup", missed],
      [input, "focus", missed],
      [this.element, "keydown", (event) => this.key(event)],
      [this.element, "focusin", () => this.keepStops()],
    ];
    for (const [target, name, listener] of this.listeners) target.addEventListener(name, listener);
    this.stopPresses = listenForPresses(this.element, { onPress: (...press) => this.press(...press), onHold: () => this.write("") });
    this.sizes = new ResizeObserver(() => this.refit());
    this.sizes.observe(this.element);
    this.update();
    this.load();
  }

  async load() {
    const language = await ready();
    if (language === this.language) return;
    prepare(language);
    this.language = language;
    this.update();
  }

  /** For the next person: nothing of what was chosen or set is left. The field is the page's to empty. */
  reset() {
    this.chosen.clear();
    this.order = "abc";
    this.isDigits = false;
    this.layOut();
    this.update();
  }

  destroy() {
    for (const [target, name, listener] of this.listeners) target.removeEventListener(name, listener);
    this.stopPresses();
    this.sizes.disconnect();
    if (this.inputMode === null) this.input.removeAttribute("inputmode");
    else this.input.setAttribute("inputmode", this.inputMode);
    this.element.remove();
  }

  // -- what is done with it -------------------------------------------------------------------------------------------

  press(button, isPointer) {
    if (button.disabled) return;
    if (isPointer && !this.element.contains(document.activeElement)) this.input.focus({ preventScroll: true });
    this.actions.get(button)?.();
    this.keepStops();
  }

  key(event) {
    const button = event.target.closest("button");
    if (!button || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = neighbour(this.element, button, event.key);
    if (next) next.focus();
    else if (/^[a-z0-9]$/i.test(event.key)) this.write(withKey(this.input.value, event.key.toLowerCase()));
    else if (event.key === "Backspace") this.erase();
    else if (event.key === "Escape" && this.onClose) this.onClose();
    else return;
    event.preventDefault();
  }

  erase() {
    this.write(withoutLast(this.input.value, (word) => this.chosen.has(word)));
  }

  choose(word) {
    this.chosen.add(word);
    this.write(withWord(this.input.value, word));
  }

  write(text) {
    const { input } = this;
    if (input.maxLength > 0 && text.length > Math.max(input.maxLength, input.value.length)) return;
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    input.scrollLeft = input.scrollWidth;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  swapOrder() {
    this.order = this.order === "abc" ? "qwerty" : "abc";
    this.layOut();
  }

  swapDigits() {
    this.isDigits = !this.isDigits;
    this.layOut();
  }

  // -- words to choose from -------------------------------------------------------------------------------------------

  update() {
    this.seen = this.input.value;
    const { before, letters } = parted(this.seen);
    const isEmpty = this.seen.trim() === "";
    if (isEmpty) this.chosen.clear();
    const words = this.language ? wordsFor(before, letters, this.language) : [];
    const hadFocus = this.row.element.contains(document.activeElement);
    this.row.show(words, { letters, instead: this.instead(before, letters), isQuiet: isEmpty });
    if (hadFocus && words.length === 0) this.keys.firstElementChild.focus({ preventScroll: true });
    this.keepStops();
    if (letters && this.isUnread) this.load();
  }

  /** What is said where there are no words. */
  instead(before, letters) {
    if (!letters) return before.trim() ? SAID.open : SAID.empty;
    if (!this.language) return "";
    if (/^\d+$/.test(letters)) return SAID.digits;
    return this.isUnread ? SAID.unread : SAID.none;
  }

  get isUnread() {
    return this.language?.weights.size === 0;
  }

  /** More or fewer words have room when the width changes. */
  refit() {
    const width = this.element.clientWidth;
    if (width !== this.width) this.row.fill();
    this.width = width;
    this.keepStops();
  }

  keepStops() {
    keepStops([this.row.element, this.keys, this.acts]);
  }
}

const wordsFor = (before, letters, language) =>
  letters ? candidates(letters, language, { before }) : continuations(before, language);

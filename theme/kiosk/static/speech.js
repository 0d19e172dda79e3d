// Reading aloud, where this device has a Chinese voice of its own: a voice from elsewhere would send the text there.

const READ = "p, li, h2, h3, h4, th, td, figcaption, dt, dd, summary, .admonition-title, .tab-title";

const key = document.querySelector("[data-read-aloud]");
const speech = window.speechSynthesis;
let queue = [];
let current; // held, or Chromium may forget it before it has ended

/** A Mandarin voice that works without a network. */
const voice = () => {
  const local = speech.getVoices().filter((each) => each.localService && /^(zh|cmn)/i.test(each.lang));
  return local.find((each) => /CN|Hans|cmn/i.test(each.lang)) ?? local[0];
};

/** Show the key once there is a voice and something to read. */
export function enhanceSpeech() {
  if (!speech || !document.querySelector("[data-readable]")) return;
  const offer = () => (key.hidden = !voice());
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  key.addEventListener("click", () => (queue.length > 0 ? hush() : read()));
  addEventListener("pagehide", hush);
}

/** Stop reading. */
export function hush() {
  queue = [];
  speech?.cancel();
  show();
}

function read() {
  const shown = [...document.querySelectorAll("[data-readable]")].filter((part) => part.checkVisibility());
  queue = shown.flatMap((part) => sentences(part));
  show();
  next();
}

function next() {
  const [text] = queue;
  if (text === undefined) return show();
  const said = new SpeechSynthesisUtterance(text);
  said.voice = voice();
  said.lang = said.voice?.lang ?? "zh-CN";
  said.rate = 0.9;
  const mine = queue;
  said.onend = said.onerror = () => {
    if (mine !== queue) return; // stopped meanwhile
    queue.shift();
    next();
  };
  current = said;
  speech.speak(current);
}

/** The words of the innermost blocks in their order, short enough for any engine. */
function sentences(part) {
  const blocks = [...part.querySelectorAll(READ)].filter((block) => !block.querySelector(READ) && block.checkVisibility());
  return blocks.flatMap((block) => block.textContent.match(/[^。！？；]+[。！？；]*/g) ?? []).map((text) => text.trim()).filter(Boolean);
}

function show() {
  const isReading = queue.length > 0;
  key.setAttribute("aria-pressed", String(isReading));
  key.querySelector("[data-label]").textContent = isReading ? "停" : "朗读";
}

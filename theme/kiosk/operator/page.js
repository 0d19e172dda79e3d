/* The operator's page: a PIN, then what this machine shows, how the last installations went, and one export.
   Nothing is kept: the token lives in this page and ends with it. */

const MOST_DIGITS = 12;
const IDLE = 120_000;
/** Where the search of this machine's pages keeps them, and what an export is; see search/client/unanswered.js. */
const UNANSWERED = "xuetang:/:unanswered";
const FORMAT = "xuetang-unanswered/1";

const at = (id) => document.getElementById(id);
let typed = "";
let token = "";

// --- going away leaves the page ---

let idle = 0;
function stay() {
  clearTimeout(idle);
  idle = setTimeout(() => location.replace("/"), IDLE);
}
for (const name of ["pointerdown", "keydown", "scroll"]) addEventListener(name, stay, { passive: true });
addEventListener("contextmenu", (event) => event.preventDefault());
stay();

// --- the PIN ---

function buildPad() {
  const keys = [..."123456789", "删除", "0", "确定"];
  for (const key of keys) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = key;
    if (key.length > 1) button.className = "word";
    button.addEventListener("click", () => press(key));
    at("pad").append(button);
  }
  addEventListener("keydown", (event) => {
    if (at("lock").hidden) return;
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === "Backspace") press("删除");
    else if (event.key === "Enter" && event.target === document.body) press("确定");
  });
}

function press(key) {
  if (at("pad").firstElementChild.disabled) return;
  if (key === "确定") return unlock();
  typed = key === "删除" ? typed.slice(0, -1) : (typed + key).slice(0, MOST_DIGITS);
  at("typed").textContent = "●".repeat(typed.length);
  at("told").textContent = "";
}

async function unlock() {
  if (!typed) return tell("请先输入密码。");
  const pin = typed;
  typed = "";
  at("typed").textContent = "";
  tell("正在核对……");
  rest(true);
  const answer = await ask("unlock", { pin });
  rest(false);
  if (answer.token) {
    token = answer.token;
    return enter();
  }
  if (answer.wait) return hold(answer.wait);
  return tell(`${answer.message}${answer.left ? `还可以试 ${answer.left} 次。` : ""}`);
}

/** Whether the keys take a touch. */
function rest(resting) {
  for (const button of at("pad").children) button.disabled = resting;
}

function hold(seconds) {
  rest(true);
  const end = Date.now() + seconds * 1000;
  const count = setInterval(() => {
    const left = Math.ceil((end - Date.now()) / 1000);
    tell(left > 0 ? `错了太多次，请等 ${left} 秒。` : "");
    if (left > 0) return;
    clearInterval(count);
    rest(false);
  }, 250);
}

function tell(text) {
  at("told").textContent = text;
}

async function ask(name, data) {
  const headers = { ...(data && { "Content-Type": "application/json" }), ...(token && { Authorization: `Bearer ${token}` }) };
  const options = data ? { method: "POST", body: JSON.stringify(data), headers } : { headers };
  try {
    const answer = await fetch(`/_kiosk/${name}`, options);
    return { ok: answer.ok, ...(await answer.json()) };
  } catch {
    return { ok: false, message: "这台机器的服务器没有回答。" };
  }
}

// --- inside ---

async function enter() {
  const status = await ask("status.json");
  if (!status.ok) return tell(status.message);
  at("lock").hidden = true;
  at("inside").hidden = false;
  showFacts(status);
  showCategories(status.categories ?? []);
  showHistory(status.history ?? []);
  showUnanswered();
}

function showFacts(status) {
  const expired = status.expires && Date.parse(status.expires) < Date.now();
  const low = status.disk_free_now < 1e9;
  const lessons = (status.categories ?? []).reduce((sum, { lessons }) => sum + lessons, 0);
  const facts = [
    ["发布", status.release ? `${status.release}（${status.edition} 版）` : "没有记录"],
    ["制作", time(status.created)],
    ["安装", time(status.installed)],
    ["有效期到", `${time(status.expires)}${expired ? "，已经过期，请装新的" : ""}`, expired],
    ["课", `${lessons} 课，${status.files ?? "—"} 个文件，${size(status.size)}`],
    ["磁盘", `还剩 ${size(status.disk_free_now)}，共 ${size(status.disk_total_now)}${low ? "，快满了" : ""}`, low],
  ];
  for (const [name, text, bad] of facts) {
    const term = document.createElement("dt");
    const value = document.createElement("dd");
    term.textContent = name;
    value.textContent = text;
    if (bad) value.className = "bad";
    at("facts").append(term, value);
  }
}

function showCategories(categories) {
  for (const { name, lessons } of categories) {
    const row = document.createElement("li");
    const count = document.createElement("span");
    count.textContent = `${lessons} 课`;
    row.append(name, count);
    at("categories").append(row);
  }
}

function showHistory(history) {
  for (const { when, bundle, succeeded, message } of history) {
    const row = document.createElement("li");
    const result = document.createElement("strong");
    result.className = succeeded ? "good" : "bad";
    result.textContent = succeeded ? "成功" : "没有装上";
    row.append(`${time(when)}　${bundle}　`, result, document.createElement("br"), message);
    at("history").append(row);
  }
}

function time(iso) {
  if (!iso) return "没有记录";
  return new Date(iso).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "long", timeStyle: "short" });
}

function size(bytes) {
  if (!Number.isFinite(bytes)) return "—";
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

// --- searches without an answer ---

/** {query: count}; empty where nothing was kept, or nothing that can be read. */
function unanswered() {
  try {
    const kept = Object.entries(JSON.parse(localStorage.getItem(UNANSWERED) || "{}"));
    return Object.fromEntries(kept.filter(([, count]) => Number.isSafeInteger(count) && count > 0));
  } catch {
    return {};
  }
}

function showUnanswered() {
  const count = Object.keys(unanswered()).length;
  at("unanswered").textContent = count ? `有 ${count} 条。导出以后交给编写课程的人。` : "没有。";
  at("export").hidden = at("clear").hidden = !count;
}

async function exportAll() {
  const answer = await ask("export", { format: FORMAT, queries: unanswered() });
  at("exported").className = answer.ok ? "told good" : "told";
  at("exported").textContent = answer.message;
}

/** The first touch asks, the second does it. */
function clearAll() {
  if (at("clear").dataset.asked !== "yes") {
    at("clear").dataset.asked = "yes";
    at("clear").textContent = "再按一次，确定清除";
    return;
  }
  localStorage.removeItem(UNANSWERED);
  at("exported").textContent = "";
  showUnanswered();
}

at("export").addEventListener("click", exportAll);
at("clear").addEventListener("click", clearAll);
buildPad();

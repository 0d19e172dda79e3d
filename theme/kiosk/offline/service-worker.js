/* Keeps the last complete release of this edition usable, whatever the network does.

   site_builder/offline.py fills in the release and the digest of each of its files. A new release is downloaded into
   a cache of its own and is shown when every file has arrived as it should be; until then, and if it never does, the
   old one stays. Each window shows one release only: the change happens between two pages, never under one. */

const MANIFEST = { release: "", files: {} };

const PREFIX = "xuetang-";
const NAME = PREFIX + MANIFEST.release;
const BASE = new URL("./", self.location.href);
/** Written into a cache when it is whole, with the digests of its files. */
const COMPLETE = new URL("complete-release.json", BASE).href;
const AT_ONCE = 6;
/** A window that comes back before the new release is ready is sent round this often, then it gets the old one. */
const ROUNDS = 3;
let rounds = 0;

self.addEventListener("install", (event) => event.waitUntil(download()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  if (event.data === "activate") {
    self.skipWaiting();
    event.ports[0]?.postMessage("ready");
  }
});
self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path === null) return;
  if (event.request.mode === "navigate") event.respondWith(page(path, event.request));
  else if (path in MANIFEST.files) event.respondWith(file(path, event.request));
});

/** The file of this edition that a request asks for, there or not; null for what is none of our business. */
function pathOf(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== BASE.origin || !url.pathname.startsWith(BASE.pathname)) return null;
  if (url.pathname.startsWith("/_kiosk/")) return null;
  try {
    const path = decodeURIComponent(url.pathname.slice(BASE.pathname.length));
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  } catch {
    return null;
  }
}

function addressOf(path) {
  const address = path.split("/").map(encodeURIComponent).join("/");
  return new URL(address.replace(/(^|\/)index\.html$/, "$1"), BASE).href;
}

// --- a release arrives ---

async function download() {
  const [cache, olds] = [await caches.open(NAME), await completeCaches()];
  await forgetHalves(olds);
  const waiting = Object.entries(MANIFEST.files);
  const fetchNext = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await obtain(cache, olds, ...next);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
    await cache.put(COMPLETE, new Response(JSON.stringify(MANIFEST.files)));
  } catch (error) {
    waiting.length = 0;
    // What has arrived is kept for the next attempt, unless it is in the way.
    if (error.name === "QuotaExceededError") await caches.delete(NAME);
    throw error;
  }
}

/** Put one file into the cache: it is there already, or unchanged in an old release, or it comes from the network. */
async function obtain(cache, olds, path, digest) {
  const address = addressOf(path);
  if (await cache.match(address)) return;
  const old = olds.find(({ files }) => files[path] === digest);
  const kept = old && (await old.cache.match(address));
  await cache.put(address, kept ?? (await fetched(address, path, digest)));
}

async function fetched(address, path, digest) {
  const answer = await fetch(address, { cache: "no-store", redirect: "error", credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const body = await answer.arrayBuffer();
  if ((await sha256(body)) !== digest) throw new Error(`${path}: not what this release says`);
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "ETag", "Set-Cookie"]) headers.delete(name);
  return new Response(body, { headers });
}

async function sha256(data) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whole releases other than this one. */
async function completeCaches() {
  const found = [];
  for (const name of await ourCaches()) {
    const cache = await caches.open(name);
    const files = name !== NAME && (await cache.match(COMPLETE));
    if (files) found.push({ name, cache, files: await files.json() });
  }
  return found;
}

/** Releases that were begun and will not be finished any more. */
async function forgetHalves(olds) {
  const keep = new Set([NAME, ...olds.map(({ name }) => name)]);
  for (const name of await ourCaches()) if (!keep.has(name)) await caches.delete(name);
}

async function ourCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

async function takeOver() {
  const others = (await ourCaches()).filter((name) => name !== NAME);
  await Promise.all(others.map((name) => caches.delete(name)));
  // A first visitor's page is of this release. Later, pages that are open belong to their own worker already.
  if (others.length === 0) await self.clients.claim();
}

// --- a page is asked for ---

async function page(path, request) {
  if (await changesNow()) return new Response("", { headers: { "Content-Type": "text/html", Refresh: "0" } });
  if (path in MANIFEST.files) return file(path, request);
  if (`${path}/index.html` in MANIFEST.files) return Response.redirect(`${new URL(request.url).pathname}/`);
  const missing = await stored("404.html");
  return missing ? new Response(missing.body, { status: 404, headers: missing.headers }) : fetch(request);
}

/** Whether a newer release is whole, and this the only window: then it is shown from the next request on. */
async function changesNow() {
  const { waiting } = self.registration;
  if (!waiting || rounds >= ROUNDS || (await self.clients.matchAll({ type: "window" })).length > 1) return false;
  rounds += 1;
  const channel = new MessageChannel();
  const ready = new Promise((resolve) => {
    channel.port1.onmessage = resolve;
    setTimeout(resolve, 3000);
  });
  waiting.postMessage("activate", [channel.port2]);
  await ready;
  return true;
}

async function file(path, request) {
  return (await stored(path)) ?? fetch(request);
}

async function stored(path) {
  return (await caches.open(NAME)).match(addressOf(path));
}

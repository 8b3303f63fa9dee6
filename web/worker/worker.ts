/**
 * Keeps the pages of the station on the device, all of them or none: they open without a line, and a newer release takes
 * over only when a page asks it to, in the middle of nothing.
 */

/** What of a service worker is used here; TypeScript knows either a page or a worker. */
interface Worker {
  addEventListener(
    name: "install" | "activate",
    heard: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(name: "message", heard: (event: MessageEvent) => void): void;
  addEventListener(
    name: "fetch",
    heard: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
}

/** Written by the build: every file of the station, and what tells this release from others. */
declare const __FILES__: readonly string[];
declare const __RELEASE__: string;

const worker = self as unknown as Worker;
const PREFIX = "mpa-station-";
const CACHE = PREFIX + __RELEASE__;
const PAGE = "/station/index.html";

worker.addEventListener("install", (event) => {
  const keep = async (): Promise<void> => {
    const cache = await caches.open(CACHE);
    // One that fails fails all: half a station is none.
    await cache.addAll(__FILES__.map((file) => new Request(file, { cache: "no-cache" })));
  };
  event.waitUntil(keep());
});

worker.addEventListener("activate", (event) => {
  const tidy = async (): Promise<void> => {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(tidy());
});

worker.addEventListener("message", ({ data }) => {
  if (data === "take over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  const isPage = request.mode === "navigate" && /^\/station(\/|$)/.test(url.pathname);
  const file = isPage ? PAGE : url.pathname;
  if (!__FILES__.includes(file)) return;
  const answer = async (): Promise<Response> => (await caches.match(file, { cacheName: CACHE })) ?? fetch(request);
  event.respondWith(answer());
});

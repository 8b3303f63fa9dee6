import { signal } from "@preact/signals";

/** A newer release lies beside this one, and waits until somebody has time for it. */
export const update = signal<ServiceWorker | undefined>(undefined);

const LOOK_MILLISECONDS = 60_000;
/** Held by every tab in which somebody works; whoever loads a newer release holds it alone. */
const WORK = "mpa-work";

let busy = false;
/** This tab has pages of a release that is gone from the device. */
let isOld = false;
let registered: ServiceWorkerRegistration | undefined;

/** Somebody works in this tab: nothing takes its place until they have finished. Gives a way to say so. */
export function working(): () => void {
  busy = true;
  let done: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    done = resolve;
  });
  navigator.locks?.request(WORK, { mode: "shared" }, () => until).catch(() => undefined);
  return () => {
    busy = false;
    done();
    if (isOld) location.reload();
  };
}

/** Has the pages kept on the device, and hears of newer ones. They never take over by themselves. */
export function watchUpdates(): void {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  // The first worker that comes to a page brings nothing newer.
  let isFirst = !workers.controller;
  workers.addEventListener("controllerchange", () => {
    isOld = !isFirst;
    isFirst = false;
    if (isOld && !busy) location.reload();
  });
  workers
    .register("/station/worker.js", { scope: "/station", updateViaCache: "none" })
    .then(watch)
    .catch(() => undefined);
}

function watch(registration: ServiceWorkerRegistration): void {
  registered = registration;
  const tell = (): void => {
    update.value = registration.waiting ?? undefined;
  };
  const follow = (): void => registration.installing?.addEventListener("statechange", tell);
  tell();
  follow();
  registration.addEventListener("updatefound", follow);
  setInterval(() => {
    if (navigator.onLine) registration.update().catch(() => undefined);
  }, LOOK_MILLISECONDS);
}

/** Loads the newer release, in every tab of the device. False, where somebody works in one of them. */
export async function load(): Promise<boolean> {
  const take = (): true => {
    registered?.waiting?.postMessage("take over");
    return true;
  };
  if (!navigator.locks) return take();
  return navigator.locks.request(WORK, { ifAvailable: true }, (lock) => (lock ? take() : false));
}

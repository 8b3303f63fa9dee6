import { signal } from "@preact/signals";

/** A newer release lies beside this one, and waits until somebody has time for it. */
export const update = signal<ServiceWorker | undefined>(undefined);
/** Whether the pages are kept on the device, so that they open without a line. */
export const isKept = signal(false);

/** Has the pages kept on the device, and hears of newer ones. They never take over by themselves. */
export function watchUpdates(): void {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const wait = (registration: ServiceWorkerRegistration): void => {
    isKept.value = registration.active !== null;
    update.value = registration.waiting ?? undefined;
  };
  let leaving = false;
  workers.addEventListener("controllerchange", () => {
    isKept.value = true;
    if (leaving) location.reload();
  });
  void workers
    .register("/station/worker.js", { scope: "/station", updateViaCache: "none" })
    .then((registration) => {
      wait(registration);
      registration.addEventListener("updatefound", () => {
        registration.installing?.addEventListener("statechange", () => wait(registration));
      });
      const look = (): void => {
        if (navigator.onLine) registration.update().catch(() => undefined);
      };
      setInterval(look, LOOK_MILLISECONDS);
      takeOver = () => {
        leaving = true;
        registration.waiting?.postMessage("take over");
      };
    })
    .catch(() => undefined);
}

const LOOK_MILLISECONDS = 60_000;
let takeOver: () => void = () => undefined;

/** Loads the newer release: only when nothing is open. */
export const load = (): void => takeOver();

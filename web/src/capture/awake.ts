/**
 * Keeps the screen on until it is stopped. A browser takes the lock back whenever the page is hidden; it is asked for
 * anew when the page is seen again.
 *
 * @param onChange Whether the screen is kept on now; never where the browser cannot do it.
 */
export function keepAwake(onChange?: (kept: boolean) => void): () => void {
  let lock: WakeLockSentinel | undefined;
  let stopped = false;
  let asking = false;
  const ask = async (): Promise<void> => {
    if (stopped || asking || lock || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    asking = true;
    try {
      const got = await navigator.wakeLock.request("screen");
      if (stopped) return void (await got.release());
      lock = got;
      got.addEventListener("release", () => {
        lock = undefined;
        onChange?.(false);
        // Taken back under a page that is seen: the battery is low, or the page was hidden for a moment.
        if (document.visibilityState === "visible" && !stopped) setTimeout(ask, RETRY_MILLISECONDS);
      });
      onChange?.(true);
    } catch {
      // Not allowed now (a low battery, a setting): the next time the page is seen it is tried again.
    } finally {
      asking = false;
    }
  };
  const seen = (): void => void ask();
  document.addEventListener("visibilitychange", seen);
  seen();
  return () => {
    stopped = true;
    document.removeEventListener("visibilitychange", seen);
    void lock?.release().catch(() => undefined);
  };
}

const RETRY_MILLISECONDS = 5_000;

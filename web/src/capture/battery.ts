/** How long the device will last. */
export interface Battery {
  /** 0–1. */
  level: number;
  charging: boolean;
}

interface BatteryManager extends EventTarget, Battery {}

/** https://www.w3.org/TR/battery-status/: Chromium alone has it. */
type WithBattery = { getBattery?: () => Promise<BatteryManager> };

/** The battery now; nothing where the browser does not tell. */
export async function battery(): Promise<Battery | undefined> {
  const manager = await (navigator as WithBattery).getBattery?.().catch(() => undefined);
  return manager && { level: manager.level, charging: manager.charging };
}

/** Tells the battery at once and at each change, until it is stopped; never where the browser does not tell. */
export function watchBattery(onChange: (battery: Battery) => void): () => void {
  let manager: BatteryManager | undefined;
  let stopped = false;
  const events = ["levelchange", "chargingchange"];
  const tell = (): void => {
    if (manager && !stopped) onChange({ level: manager.level, charging: manager.charging });
  };
  void (navigator as WithBattery)
    .getBattery?.()
    .then((found) => {
      if (stopped) return;
      manager = found;
      for (const event of events) found.addEventListener(event, tell);
      tell();
    })
    .catch(() => undefined);
  return () => {
    stopped = true;
    for (const event of events) manager?.removeEventListener(event, tell);
  };
}

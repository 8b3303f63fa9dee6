import { call, type Schemas } from "./client";
import { type Pages, usePages } from "./pages";

export type Device = Schemas["DeviceItem"];

/** A station beats every half minute; after so long without, it is silent. */
export const SILENT_MILLISECONDS = 120_000;
/** A clock this far off changes what is believed of a capture. */
export const CLOCK_MILLISECONDS = 120_000;
const LOW_BATTERY_PERCENT = 20;

export function useDevices(examId: string, centreId?: string): Pages<Device> {
  return usePages<Device>(
    ["devices", examId, centreId],
    (cursor, signal) =>
      call("get", "/api/devices/{examId}", { path: { examId }, query: { centreId, limit: 500, cursor }, signal }),
    30_000,
  );
}

export const isSilent = (device: Device, now: number): boolean =>
  now - Date.parse(device.lastSeenAt) > SILENT_MILLISECONDS;
export const isOff = (device: Device): boolean => Math.abs(device.clockOffsetMs) > CLOCK_MILLISECONDS;

export type Check = "package" | "clock" | "camera" | "scanner" | "fingerprint" | "storage" | "battery";
export const CHECKS: readonly Check[] = ["package", "clock", "camera", "scanner", "fingerprint", "storage", "battery"];

/** What was tried on a device the day before; nothing: it was not tried. */
export function checked(device: Device, check: Check): boolean | undefined {
  const { ready } = device;
  if (check === "package") return device.package != null;
  if (check === "clock") return !isOff(device);
  if (check === "storage") return ready?.storagePersisted;
  if (check === "battery")
    return ready?.batteryPercent == null ? undefined : ready.batteryPercent >= LOW_BATTERY_PERCENT;
  return ready?.[check];
}

export function isReady(device: Device): boolean {
  return CHECKS.every((check) => checked(device, check) === true);
}

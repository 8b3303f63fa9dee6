/**
 * Mantra's MFS500 and MARC10 by the MorFin Auth client service, a program on the same machine (Windows, Linux).
 *
 * Its calls and answers were read in public code that uses it (the vendor's `morfinauth.js` as copied into several
 * projects, and the notes of people who ran it with both readers): nothing here was tried on a reader. All calls are
 * POSTs; what it is told is text, also where it is a number. `connecteddevicelist` has the readers in the words of its
 * answer ("Found Devices: MFS500,MARC10"), `checkdevice` makes one ready, `info` describes it, `capture` takes
 * `{Quality, TimeOut}` (seconds) and answers when a finger was taken, with the picture in `BitmapData` (base64 of a
 * BMP). Where that is missing, `getimage` has it in `ImgData`. One that is given up goes on until its time is over.
 */
import { type FingerprintDriver, FingerprintFailed, imageOfBase64 } from "./driver";
import { secondsOf } from "./mfs100";
import { failureOf, gradeOf, isWell, presenceOf, type Said, Service } from "./service";

export const MORFIN_BASES = ["http://localhost:8030/morfinauth", "https://localhost:8030/morfinauth"] as const;

const LEAST_QUALITY = "60";
const AS_BMP = "0";
const GRACE_MILLISECONDS = 2_000;
const FAILURES = { "-2027": "noDevice", "-2029": "poor" } as const;

/** The readers that are plugged in, which stand in a sentence. */
export function devicesOf({ ErrorDescription = "" }: Said): string[] {
  const [, list = ""] = ErrorDescription.split(":");
  return list
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

export function morfin(bases: readonly string[] = MORFIN_BASES): FingerprintDriver {
  const service = new Service(bases);

  const well = async (path: string, body?: unknown, within?: number, signal?: AbortSignal): Promise<Said> => {
    const asking = { ...(body === undefined ? {} : { body }), ...(within ? { within } : {}), signal };
    const said = await service.ask("POST", path, asking);
    if (!isWell(said)) throw failureOf(said, FAILURES);
    return said;
  };
  const ready = async (signal?: AbortSignal): Promise<string> => {
    const [device] = devicesOf(await well("connecteddevicelist", undefined, undefined, signal));
    if (!device) throw new FingerprintFailed("noDevice");
    await well("checkdevice", { ConnectedDvc: device }, undefined, signal);
    // Without it some releases do not capture; what it says is of no use here.
    await well("info", { ConnectedDvc: device, ClientKey: "" }, undefined, signal);
    return device;
  };
  return {
    id: "morfin",
    name: "Mantra MorFin",
    simulated: false,
    probe: () =>
      presenceOf(
        () => service.ask("POST", "connecteddevicelist"),
        (said) => !isWell(said) || devicesOf(said).length === 0,
      ),
    capture: async ({ signal, timeoutMilliseconds }) => {
      const model = await ready(signal);
      const seconds = secondsOf(timeoutMilliseconds);
      const asked = { Quality: LEAST_QUALITY, TimeOut: String(seconds) };
      const said = await well("capture", asked, seconds * 1000 + GRACE_MILLISECONDS, signal);
      const picture = said.BitmapData || (await well("getimage", { ImgFormat: AS_BMP }, undefined, signal)).ImgData;
      return { image: imageOfBase64(picture ?? ""), quality: gradeOf(said), model };
    },
  };
}

/**
 * Mantra MFS100 by its client service, a program on the same machine (Windows).
 *
 * Its calls and answers were read in public code that uses it (the vendor's `mfs100.js` as copied into many projects,
 * its constants for errors, and notes of people who run it): nothing here was tried on a reader. `info` is a GET,
 * `capture` a POST of `{Quality, TimeOut}` whose time is in seconds, 10 to 60 being recommended; the answer comes when
 * the finger was taken or the time is over, with the picture in `BitmapData` (base64 of a BMP of 8 bits). The service
 * listens at 8003 with a certificate of its own, or without one at 8003 or 8004. It has no call to stop: one that is
 * given up goes on in the reader until its time is over.
 *
 * An MFS110, or an MFS100 with the RD service (ports 11100–11120), is not supported and cannot be: that service gives
 * an encrypted block for Aadhaar, and no picture.
 */
import { type FingerprintDriver, imageOfBase64 } from "./driver";
import { failureOf, gradeOf, isWell, presenceOf, Service } from "./service";

export const MFS100_BASES = [
  "https://localhost:8003/mfs100",
  "http://localhost:8003/mfs100",
  "http://localhost:8004/mfs100",
] as const;

/** Below it the reader goes on looking; 55 at least is recommended. */
const LEAST_QUALITY = 55;
const [SHORTEST_SECONDS, LONGEST_SECONDS] = [10, 60];
/** What the answer takes after the reader's time is over. */
const GRACE_MILLISECONDS = 2_000;

const FAILURES = {
  "-1140": "timeout",
  "-1307": "noDevice",
  "-1309": "noDevice", // Not initialised: it was plugged in again.
  "-1114": "poor", // Blank.
  "-1115": "poor", // Not good.
  "-1318": "poor", // Bad quality.
  "-1320": "poor", // What the last finger left on the glass.
  "-1324": "poor", // Laid on badly, or none.
  "-1319": "cancelled", // Stopped at the reader.
} as const;

/** The seconds that are asked for. */
export const secondsOf = (milliseconds: number): number =>
  Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, Math.ceil(milliseconds / 1000)));

export function mfs100(bases: readonly string[] = MFS100_BASES): FingerprintDriver {
  const service = new Service(bases);
  return {
    id: "mfs100",
    name: "Mantra MFS100",
    simulated: false,
    probe: () =>
      presenceOf(
        () => service.ask("GET", "info"),
        (said) => !isWell(said),
      ),
    capture: async ({ signal, timeoutMilliseconds }) => {
      // Which also finds the address: a capture that nobody hears is not to be waited for.
      const info = await service.ask("GET", "info", { signal });
      if (!isWell(info)) throw failureOf(info, FAILURES);
      const seconds = secondsOf(timeoutMilliseconds);
      const said = await service.ask("POST", "capture", {
        body: { Quality: LEAST_QUALITY, TimeOut: seconds },
        within: seconds * 1000 + GRACE_MILLISECONDS,
        signal,
      });
      if (!isWell(said)) throw failureOf(said, FAILURES);
      const model = info.DeviceInfo?.Model;
      return { image: imageOfBase64(said.BitmapData ?? ""), quality: gradeOf(said), model };
    },
  };
}

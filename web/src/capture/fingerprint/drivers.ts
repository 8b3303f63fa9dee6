import type { FingerprintDriver, Presence } from "./driver";
import { file } from "./file";
import { mfs100 } from "./mfs100";
import { morfin } from "./morfin";
import { simulated } from "./simulated";

export {
  type Captured,
  type FingerprintDriver,
  FingerprintFailed,
  type FingerprintFailure,
  type Presence,
} from "./driver";

/** What a fingerprint can be captured with here; one that is drawn only where the page says that it is a demo. */
export function drivers({ demo = false }: { demo?: boolean } = {}): FingerprintDriver[] {
  return [mfs100(), morfin(), ...(demo ? [simulated()] : []), file()];
}

export interface Probed {
  driver: FingerprintDriver;
  presence: Presence;
}

/**
 * Asks all drivers at once. The first that is ready is the one to use; a file is always ready, and comes last.
 *
 * @returns In the order of `from`.
 */
export function probeAll(from: readonly FingerprintDriver[]): Promise<Probed[]> {
  return Promise.all(from.map(async (driver) => ({ driver, presence: await driver.probe() })));
}

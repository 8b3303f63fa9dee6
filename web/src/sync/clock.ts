import { wire } from "../api/wire";

const ANSWER_MILLISECONDS = 5_000;

/** How far this device's clock is ahead of the server's, in milliseconds; nothing, where nobody answers. Good to a second. */
export async function offset(): Promise<number | undefined> {
  try {
    const before = Date.now();
    const answer = await wire.fetch("/health/live", {
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    const there = Date.parse(answer.headers.get("date") ?? "");
    // The header has whole seconds: in the middle it is right.
    return Number.isNaN(there) ? undefined : (before + Date.now()) / 2 - (there + 500);
  } catch {
    return undefined;
  }
}

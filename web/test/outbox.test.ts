import { describe, expect, it } from "vitest";
import {
  again,
  due,
  FRESH,
  following,
  isSafe,
  judged,
  MOST_BYTES,
  MOST_RECORDS,
  type Result,
  type Standing,
  unanswered,
  type Waiting,
} from "../src/flow/outbox";

const record = (order: number, more: Partial<Waiting> = {}): Waiting => ({
  id: `r${order}`,
  order,
  bytes: 500,
  standing: FRESH,
  ...more,
});
const many = (count: number): Waiting[] => Array.from({ length: count }, (_, index) => record(index));
const ids = (records: readonly Waiting[]): string[] => records.map((one) => one.id);
const says = (status: Result["status"], code?: string): Result => ({ id: "r0", status, code });

/** Hands everything over to a server, call by call, until nothing is due any more. */
function handOver(records: Waiting[], server: (batch: readonly Waiting[]) => readonly Result[] | "refused"): number {
  let [calls, now] = [0, 0];
  for (let turn = 0; turn < 10_000; turn++, now += 1_000) {
    const batch = due(records, now);
    if (batch.length === 0) {
      if (!records.some((one) => one.standing.at === "waiting")) break;
      continue;
    }
    calls++;
    const answer = server(batch);
    for (const one of batch)
      one.standing =
        answer === "refused"
          ? again(one, now)
          : judged(
              one,
              answer.find((result) => result.id === one.id),
              now,
            );
  }
  return calls;
}

describe("the outbox", () => {
  it("sends in the order of capture, a batch at a time", () => {
    const records = many(50).reverse();
    expect(ids(due(records, 0))).toEqual(ids(many(MOST_RECORDS)));
    const large = [record(0, { bytes: MOST_BYTES - 100 }), record(1), record(2, { bytes: 50 })];
    expect(ids(due(large, 0))).toEqual(["r0", "r2"]);
    expect(ids(due([record(0, { bytes: 9 * MOST_BYTES }), record(1)], 0))).toEqual(["r0"]);
  });

  it("forgets nothing but what the server has", () => {
    const safe = (result: Result | undefined): boolean => isSafe(judged(record(0), result, 0));
    for (const status of ["synced", "duplicate", "conflict", "pending"] as const) expect(safe(says(status))).toBe(true);
    expect([safe(says("failed", "VALIDATION")), safe(undefined)]).toEqual([false, false]);
    expect(safe({ id: "r0", status: "new word" as Result["status"] })).toBe(false);
  });

  it("hands fifty over of which one is poison: forty-nine applied, the one refused and still here", () => {
    const records = many(50);
    const calls = handOver(records, (batch) =>
      batch.map(({ id }) => (id === "r17" ? { id, status: "failed", code: "VALIDATION" } : { id, status: "synced" })),
    );
    const at = (standing: Standing["at"]): string[] => ids(records.filter((one) => one.standing.at === standing));
    expect([at("applied").length, at("refused"), calls]).toEqual([49, ["r17"], 3]);
  });

  it("finds the one for which a whole call is refused, and sends all the others", () => {
    const records = many(50);
    let tries = 0;
    handOver(records, (batch) => {
      if (!batch.some(({ id }) => id === "r17")) return batch.map(({ id }) => ({ id, status: "synced" }));
      tries++;
      return tries < 4 ? "refused" : batch.map(({ id }) => ({ id, status: "failed", code: "TOO_LARGE" }));
    });
    expect(records.filter((one) => one.standing.at === "applied")).toHaveLength(49);
    expect(records[17]?.standing).toEqual({ at: "refused", code: "TOO_LARGE" });
  });

  it("waits longer each time, and never longer than a minute", () => {
    let one = record(0);
    const pauses: number[] = [];
    for (let turn = 0; turn < 8; turn++) {
      const standing = again(one, 0);
      pauses.push(standing.at === "waiting" ? standing.notBefore : -1);
      one = { ...one, standing };
    }
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it("holds a lost line against no record", () => {
    const standing = unanswered(record(0), 5_000);
    expect(due([record(0, { standing })], 4_999)).toEqual([]);
    const later = [record(0, { standing }), record(1, { standing }), record(2)];
    expect(ids(due(later, 5_000))).toEqual(["r0", "r1", "r2"]);
  });
});

describe("news of a record", () => {
  const applied: Standing = { at: "applied" };
  const refused: Standing = { at: "refused", code: "VALIDATION" };

  it("that come late send nothing again that the server has", () => {
    expect(following(applied, FRESH)).toEqual(applied);
    expect(following(applied, refused)).toEqual(applied);
    expect(following({ at: "conflict" }, FRESH)).toEqual({ at: "conflict" });
  });

  it("never bring back what was taken back", () => {
    expect(following({ at: "void" }, applied)).toEqual({ at: "void" });
    expect(following({ at: "void" }, FRESH)).toEqual({ at: "void" });
  });

  it("stand where they are newer, and change nothing where there are none", () => {
    expect(following(FRESH, applied)).toEqual(applied);
    expect(following({ at: "kept" }, refused)).toEqual(refused);
    expect(following(refused, FRESH)).toEqual(FRESH);
    expect(following(refused, undefined)).toEqual(refused);
  });
});

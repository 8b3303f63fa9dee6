import { describe, expect, it } from "vitest";
import { added, type Figures } from "../src/api/figures";
import type { Update } from "../src/api/live";
import { stats } from "../src/api/sample/world";

const start: Figures = { ...stats(3).data, timestamp: "2026-11-29T09:00:00Z" };
const [first] = start.centres;

function update(seq: number, centreId: string | undefined, counts: object): Update {
  const data = { action: "mark_attendance", ...(centreId ? { centreId } : {}), counts };
  return { examId: "e", seq, timestamp: "2026-11-29T09:00:01Z", data: { event: "attendance_update", data } };
}

describe("figures with updates added", () => {
  it("count each update once, whatever comes twice", () => {
    const one = update(start.seq + 1, first?.centreId, { slots: { s: { present: 1 } } });
    const two = update(start.seq + 2, first?.centreId, {
      slots: { s: { present: -1, completed: 1 }, t: { present: 1 } },
    });
    const once = added(start, [one, two]);
    expect(once.present).toBe(start.present + 1);
    expect(once.centres[0]?.present).toBe((first?.present ?? 0) + 1);
    expect(once.centres[0]?.completed).toBe((first?.completed ?? 0) + 1);
    expect(added(once, [one, two])).toEqual(once);
  });

  it("leave what they were made of as it was", () => {
    const before = structuredClone(start);
    added(start, [
      update(start.seq + 1, first?.centreId, { slots: { s: { present: 5 } }, alertsOpen: 1, conflicts: -1 }),
    ]);
    expect(start).toEqual(before);
  });

  it("know what is of no centre", () => {
    const next = added(start, [update(start.seq + 1, undefined, { alertsOpen: 2 })]);
    expect([next.alertsOpen, next.seq]).toEqual([start.alertsOpen + 2, start.seq + 1]);
    expect(next.centres).toBe(start.centres);
  });
});

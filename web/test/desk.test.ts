import { describe, expect, it } from "vitest";
import { attemptsOf, type Beside, fingerOf, laid, strangers } from "../src/api/desk";
import { id } from "../src/api/sample/ids";
import { longStory } from "../src/api/sample/story";
import { records, SUPERVISOR, waiting } from "../src/api/sample/waiting";
import { conflict, world } from "../src/api/sample/world";

const all = (world["GET /api/alerts/*"] as { data: { items: Beside["alerts"] } }).data.items;
const mismatch = all.find((one) => one.type === "face_mismatch") as Beside["alerts"][number];
const beside: Beside = {
  records: [...records("pending"), ...records("failed")],
  conflicts: [{ ...conflict, existing: { markedBy: SUPERVISOR } }],
  alerts: [],
};
const at = (minutes: number): string =>
  new Date(Date.parse(waiting[0]?.waitingSince ?? "") + 60_000 * minutes).toISOString();

describe("what waits at a desk", () => {
  it("is one list, whoever has waited longest first, with the roll numbers that stand elsewhere", () => {
    const between = { ...mismatch, candidateId: id(5, 40), rollNumber: "26000040", occurredAt: at(6) };
    const list = laid([...waiting].reverse(), { ...beside, alerts: [between] });
    expect(list).toHaveLength(waiting.length + 1);
    expect(list.map((one) => one.since)).toEqual(list.map((one) => one.since).sort());
    expect(list[2]).toMatchObject({ what: "mismatch", rollNumber: "26000040", alertIds: [mismatch.id], next: [] });
    expect(list[1]).toMatchObject({ what: "pending", rollNumber: "26000002" });
    expect(list.filter((one) => one.rollNumber === undefined).map((one) => one.what)).toEqual(["failed", "unread"]);
  });

  it("has the mismatches of a candidate once, beside the record that waits for them", () => {
    const two = [3, 1].map((minutes) => ({ ...mismatch, id: id(8, 200 + minutes), occurredAt: at(minutes) }));
    const [first] = laid([], { ...beside, alerts: two });
    expect(first).toMatchObject({ since: at(1), alertIds: [id(8, 201), id(8, 203)] });
    const ofRecord = two.map((one) => ({ ...one, candidateId: id(5, 2) }));
    const list = laid(waiting, { ...beside, alerts: ofRecord });
    expect(list).toHaveLength(waiting.length);
    expect(list.find((one) => one.code === "FACE_NOT_VERIFIED")?.alertIds).toEqual([id(8, 201), id(8, 203)]);
  });

  it("has a copied photograph, and no other photograph that cannot be right", () => {
    const copied = { ...mismatch, type: "invalid_photo" as const, details: { attempt: 1, copied: true } };
    expect(laid([], { ...beside, alerts: [copied] }).map((one) => one.code)).toEqual(["copied"]);
    expect(laid([], { ...beside, alerts: [{ ...copied, details: {} }] })).toEqual([]);
  });

  it("knows of a conflict who made either side", () => {
    const found = laid(waiting, beside).find((one) => one.what === "conflict");
    expect(found?.captors).toEqual([waiting[0]?.operatorId, SUPERVISOR]);
  });
});

describe("the story of a candidate at a desk", () => {
  it("has its comparisons, and an exception in place of a fingerprint", () => {
    const attempts = attemptsOf({ items: longStory });
    expect(attempts.map((one) => one.percentage)).toEqual([99.41, 71.2]);
    expect(attempts[1]).toMatchObject({ matched: false, copied: true, own: true });
    expect(fingerOf({ items: longStory })).toBe("exception");
    expect(fingerOf({ items: [] })).toBeUndefined();
  });

  it("says of a percentage what the model card says", () => {
    const said = [49.99, 50, 74.99, 75, 90, 96.49, 96.5, 99, 100].map(strangers);
    expect(said).toEqual([undefined, 10, 10, 100, 1_000, 1_000, 10_000, 100_000, 100_000]);
  });
});

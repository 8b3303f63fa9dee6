import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Hand, handling, rise, scanning, sit } from "./station/hands";
import { after, before, type Queue, queueing } from "./station/poison";
import { pictured } from "./station/worker";

describe("fifty records, one of them poison", () => {
  let queue: Queue;
  beforeAll(async () => {
    queue = await before();
  });
  pictured(() => queue?.worker);
  afterAll(() => after(queue));
  queueing(() => queue);
});

describe.each([
  ["by keyboard and hand-held scanner alone", "scanner"],
  ["by touch alone, on a telephone", "touch"],
] as const)("a candidate at both stations, %s", (_, way) => {
  let hand: Hand;
  beforeAll(async () => {
    hand = await sit(way);
  });
  pictured(() => hand?.worker);
  afterAll(() => rise(hand));
  handling(() => hand);
  if (way === "scanner") scanning(() => hand);
  test("nothing was left uncaught", () => {
    expect(hand.errors).toEqual([]);
  });
});

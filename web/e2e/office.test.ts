import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Way } from "./kit";
import { begin, type Day, finish } from "./stories/day";
import { others } from "./stories/others";
import { settingUp } from "./stories/setup";
import { watching } from "./stories/watch";

/** In the long form the whole day once more by keyboard alone; in the short form one theme of it is. */
const ways: readonly Way[] = process.env.MPA_LONG ? ["mouse", "keyboard"] : [(process.env.MPA_WAY as Way) ?? "mouse"];

describe.each(ways)("a day of head office, by %s", (way) => {
  let day: Day;
  beforeAll(async () => {
    day = await begin(way);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await day?.head.picture(task.name);
  });
  afterAll(async () => {
    await finish(day);
  });
  settingUp(() => day);
  watching(() => day);
  others(() => day);
  test("nothing broke the rules of the pages, and nothing was asked of anybody else", () => {
    expect(day.head.broken).toEqual({ violations: [], foreign: [], errors: [] });
  });
});

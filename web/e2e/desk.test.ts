import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Way } from "./kit";
import { begin, deciding, finish, type Morning } from "./stories/desk";

const ways: readonly Way[] = process.env.MPA_LONG ? ["mouse", "keyboard"] : [(process.env.MPA_WAY as Way) ?? "mouse"];

describe.each(ways)("a morning at the desk of a centre, by %s", (way) => {
  let morning: Morning;
  beforeAll(async () => {
    morning = await begin(way);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await morning?.supervisor.picture(task.name);
  });
  afterAll(async () => {
    if (morning) await finish(morning);
  });
  deciding(() => morning);
  test("nothing broke the rules of the pages, and nothing was asked of anybody else", () => {
    expect(morning.supervisor.broken).toEqual({ violations: [], foreign: [], errors: [] });
  });
});

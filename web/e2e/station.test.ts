import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Day, evening, morning, working } from "./station/day";
import { type Crowd, crowding, open, shut } from "./station/tabs";
import { pictured } from "./station/worker";

describe("a day at a station", () => {
  let day: Day;
  beforeAll(async () => {
    day = await morning();
  });
  pictured(() => day?.worker);
  afterAll(() => evening(day));
  working(() => day);
  test("nothing was left uncaught", () => {
    expect(day.tablet.errors).toEqual([]);
  });
});

describe("ten tabs, two operators, one device", () => {
  let crowd: Crowd;
  beforeAll(async () => {
    crowd = await open();
  });
  pictured(() => crowd?.tabs[0]);
  afterAll(() => shut(crowd));
  crowding(() => crowd);
});

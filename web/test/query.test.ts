import { expect, it } from "vitest";
import { queries } from "../src/api/query";
import { ended, entered, left } from "../src/api/session";
import { me } from "./me";

const shown = () => queries.getQueryData(["candidates"]);

it("keeps what was shown for the same account alone", () => {
  entered("token", me);
  queries.setQueryData(["candidates"], "hers");
  ended();
  entered("token", me);
  expect(shown()).toBe("hers");
  entered("token", { ...me, id: "01a22934-0004-7404-ab59-000000000001" });
  expect(shown()).toBeUndefined();
  queries.setQueryData(["candidates"], "his");
  left();
  expect(shown()).toBeUndefined();
});

import { expect, it } from "vitest";
import { queries } from "../src/api/query";
import { ended, entered, left, type Me } from "../src/api/session";

const me = (id: string): Me => ({
  id,
  username: "head",
  name: "Asha Verma",
  role: "admin",
  examIds: [],
  mustChangePassword: false,
  secondFactor: "on",
  secondFactorRequired: false,
});
const shown = () => queries.getQueryData(["candidates"]);

it("keeps what was shown for the same account alone", () => {
  entered("token", me("1"));
  queries.setQueryData(["candidates"], "hers");
  ended();
  entered("token", me("1"));
  expect(shown()).toBe("hers");
  entered("token", me("2"));
  expect(shown()).toBeUndefined();
  queries.setQueryData(["candidates"], "his");
  left();
  expect(shown()).toBeUndefined();
});

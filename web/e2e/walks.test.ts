import { afterAll, beforeAll, describe } from "vitest";
import { begin, type Demo, finish } from "./walks/demo";
import { hindi } from "./walks/hindi";
import { roles } from "./walks/roles";
import { stopped } from "./walks/stopped";

describe("the sample day", () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await begin();
  });
  afterAll(async () => {
    if (demo) await finish(demo);
  });
  roles(() => demo);
  hindi(() => demo);
  stopped(() => demo);
});

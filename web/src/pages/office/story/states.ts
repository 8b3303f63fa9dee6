import type { States } from "../../../api/sample/states";

export const states: States = {
  main: "GET /api/candidates/*/*/story",
  empty: { "GET /api/candidates/*/*/story": { data: { items: [] } } },
};

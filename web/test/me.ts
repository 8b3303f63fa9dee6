import type { Me } from "../src/api/session";

/** An administrator, logged in. */
export const me: Me = {
  id: "01a22934-0004-7404-ab59-000000000000",
  username: "head",
  name: "Asha Verma",
  role: "admin",
  examIds: [],
  mustChangePassword: false,
  secondFactor: "on",
  secondFactorRequired: false,
};

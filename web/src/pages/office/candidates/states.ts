import { page, type States } from "../../../api/sample/states";

export const states: States = { main: "GET /api/candidates/*", empty: { "GET /api/candidates/*": page([]) } };

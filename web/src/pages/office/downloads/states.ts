import { page, type States } from "../../../api/sample/states";

export const states: States = { main: "GET /api/admin/downloads/*", empty: { "GET /api/admin/downloads/*": page([]) } };

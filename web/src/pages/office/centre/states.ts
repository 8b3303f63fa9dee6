import type { States } from "../../../api/sample/states";
import { stats } from "../../../api/sample/world";

export const states: States = { main: "GET /api/admin/stats/*", empty: { "GET /api/admin/stats/*": stats(0) } };

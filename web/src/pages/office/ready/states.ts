import { page, type States } from "../../../api/sample/states";
import { devices } from "../../../api/sample/world";

export const states: States = {
  main: "GET /api/devices/*",
  empty: { "GET /api/devices/*": page([]), "GET /api/slots": page([]) },
  also: {
    nothing: { answers: { "GET /api/devices/*": page([]) } },
    noPackages: {
      answers: { "GET /api/devices/*": page(devices.map(({ package: _, ...rest }) => rest)) },
    },
  },
};

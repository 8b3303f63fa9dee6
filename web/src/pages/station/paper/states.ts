import type { StationStates } from "../../../sync/sample/states";

export const states: StationStates = { empty: { rosters: [] } };

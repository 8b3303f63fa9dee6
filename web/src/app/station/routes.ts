import type { operations } from "../../api/schema";
import type { Key } from "../../text";
import { type Later, later } from "../later";

export interface StationRoute {
  path: string;
  title: Key;
  /** Its folder below `src/pages`. */
  folder: string;
  /** What it asks for where there is a line. */
  calls: readonly (keyof operations)[];
  page: Later<Record<string, never>>;
}

/** Every page of the station, behind the password that opens the device. */
export const STATION_ROUTES: readonly StationRoute[] = [
  {
    path: "/station",
    title: "station.title",
    folder: "station/home",
    calls: ["sendHeartbeat"],
    page: later(() => import("../../pages/station/home/Page")),
  },
  {
    path: "/station/setup",
    title: "setup.title",
    folder: "station/setup",
    calls: ["verifyDownloadPassword"],
    page: later(() => import("../../pages/station/setup/Page")),
  },
  {
    path: "/station/gate",
    title: "gate.title",
    folder: "station/gate",
    calls: ["uploadRecords", "readCandidate", "undoAttendance"],
    page: later(() => import("../../pages/station/gate/Page")),
  },
  {
    path: "/station/room",
    title: "room.title",
    folder: "station/room",
    calls: ["uploadRecords", "readCandidate"],
    page: later(() => import("../../pages/station/room/Page")),
  },
  {
    path: "/station/queue",
    title: "queue.title",
    folder: "station/queue",
    calls: ["uploadRecords", "readRecordStates"],
    page: later(() => import("../../pages/station/queue/Page")),
  },
  {
    path: "/station/paper",
    title: "paper.title",
    folder: "station/paper",
    calls: ["verifyDownloadPassword"],
    page: later(() => import("../../pages/station/paper/Page")),
  },
  {
    path: "/station/end",
    title: "end.title",
    folder: "station/end",
    calls: ["sendHeartbeat"],
    page: later(() => import("../../pages/station/end/Page")),
  },
];

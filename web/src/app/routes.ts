import type { operations } from "../api/schema";
import type { Role } from "../api/session";
import type { Key } from "../text";
import { type Later, later } from "./later";

export interface Route {
  path: string;
  title: Key;
  /** Whoever may open it; `anyone` needs no login. */
  roles: readonly Role[] | "anyone";
  /** The operations that it cannot do without: whoever may ask for all of them may open it. */
  calls: readonly (keyof operations)[];
  /** Where it stands in the menu: of the house, of an exam, or nowhere. */
  menu?: "house" | "exam" | undefined;
  /** Its folder below `src/pages`, which holds the page and its states. */
  folder: string;
  page: Later<PageProps>;
}

export interface PageProps {
  params: Readonly<Record<string, string>>;
}

const HEAD = ["admin"] as const;
const DESK = ["admin", "supervisor"] as const;
const ALL = ["admin", "supervisor", "observer"] as const;

/** Every page of the panel. The menu, the guards, the titles and the gallery are made from this list. */
export const ROUTES: readonly Route[] = [
  {
    path: "/login",
    title: "login.title",
    roles: "anyone",
    calls: ["logIn"],
    folder: "office/login",
    page: later(() => import("../pages/office/login/Page")),
  },
  {
    path: "/start",
    title: "start.title",
    roles: "anyone",
    calls: ["openDemoSession"],
    folder: "office/start",
    page: later(() => import("../pages/office/start/Page")),
  },
  {
    path: "/start/both",
    title: "both.title",
    roles: "anyone",
    calls: ["openDemoSession"],
    folder: "office/both",
    page: later(() => import("../pages/office/both/Page")),
  },
  {
    path: "/exams",
    title: "exams.title",
    roles: ALL,
    menu: "house",
    calls: ["listExams", "readStats"],
    folder: "office/exams",
    page: later(() => import("../pages/office/exams/Page")),
  },
  {
    path: "/centres",
    title: "centres.title",
    roles: HEAD,
    menu: "house",
    calls: ["listCentres", "createCentre"],
    folder: "office/centres",
    page: later(() => import("../pages/office/centres/Page")),
  },
  {
    path: "/operators",
    title: "operators.title",
    roles: DESK,
    menu: "house",
    calls: ["listOperators", "resetPassword"],
    folder: "office/operators",
    page: later(() => import("../pages/office/operators/Page")),
  },
  {
    path: "/account",
    title: "account.title",
    menu: "house",
    roles: ["admin", "supervisor", "operator", "observer"],
    calls: ["changePassword"],
    folder: "office/account",
    page: later(() => import("../pages/office/account/Page")),
  },
  {
    path: "/exams/:e",
    title: "panel.title",
    roles: DESK,
    menu: "exam",
    calls: ["readExam", "readStats", "readArrivals", "listAlertsOfExam"],
    folder: "office/panel",
    page: later(() => import("../pages/office/panel/Page")),
  },
  {
    path: "/exams/:e/ready",
    title: "ready.title",
    roles: DESK,
    menu: "exam",
    calls: ["listDevices"],
    folder: "office/ready",
    page: later(() => import("../pages/office/ready/Page")),
  },
  {
    path: "/exams/:e/candidates",
    title: "candidates.title",
    roles: ALL,
    menu: "exam",
    calls: ["listCandidates"],
    folder: "office/candidates",
    page: later(() => import("../pages/office/candidates/Page")),
  },
  {
    path: "/exams/:e/candidates/:c",
    title: "story.title",
    roles: ALL,
    calls: ["readStory"],
    folder: "office/story",
    page: later(() => import("../pages/office/story/Page")),
  },
  {
    path: "/exams/:e/import",
    title: "import.title",
    roles: HEAD,
    menu: "exam",
    calls: ["importCandidates"],
    folder: "office/import",
    page: later(() => import("../pages/office/import/Page")),
  },
  {
    path: "/exams/:e/slots",
    title: "slots.title",
    roles: HEAD,
    menu: "exam",
    calls: ["listSlots", "listAssignments"],
    folder: "office/slots",
    page: later(() => import("../pages/office/slots/Page")),
  },
  {
    path: "/exams/:e/passwords",
    title: "passwords.title",
    roles: HEAD,
    menu: "exam",
    calls: ["generateDownloadPassword"],
    folder: "office/passwords",
    page: later(() => import("../pages/office/passwords/Page")),
  },
  {
    path: "/exams/:e/downloads",
    title: "downloads.title",
    roles: DESK,
    menu: "exam",
    calls: ["listDownloads"],
    folder: "office/downloads",
    page: later(() => import("../pages/office/downloads/Page")),
  },
  {
    path: "/exams/:e/devices",
    title: "devices.title",
    roles: DESK,
    menu: "exam",
    calls: ["listDevices"],
    folder: "office/devices",
    page: later(() => import("../pages/office/devices/Page")),
  },
  {
    path: "/exams/:e/alerts",
    title: "alerts.title",
    roles: DESK,
    menu: "exam",
    calls: ["listAlertsOfExam"],
    folder: "office/alerts",
    page: later(() => import("../pages/office/alerts/Page")),
  },
  {
    path: "/exams/:e/conflicts",
    title: "conflicts.title",
    roles: DESK,
    menu: "exam",
    calls: ["listConflicts"],
    folder: "office/conflicts",
    page: later(() => import("../pages/office/conflicts/Page")),
  },
  {
    path: "/exams/:e/conflicts/:c",
    title: "conflict.title",
    roles: DESK,
    calls: ["readConflict", "resolveConflict"],
    folder: "office/conflict",
    page: later(() => import("../pages/office/conflict/Page")),
  },
  {
    path: "/exams/:e/audit",
    title: "audit.title",
    roles: HEAD,
    menu: "exam",
    calls: ["listAuditEntriesOfExam", "readCheckpoint"],
    folder: "office/audit",
    page: later(() => import("../pages/office/audit/Page")),
  },
  {
    path: "/exams/:e/settings",
    title: "settings.title",
    roles: HEAD,
    menu: "exam",
    calls: ["readExam", "updateExam"],
    folder: "office/settings",
    page: later(() => import("../pages/office/settings/Page")),
  },
  {
    path: "/exams/:e/centres/:c",
    title: "centre.title",
    roles: DESK,
    calls: ["readStats", "readArrivals", "listDevices"],
    folder: "office/centre",
    page: later(() => import("../pages/office/centre/Page")),
  },
  {
    path: "/desk",
    title: "desk.choose",
    roles: DESK,
    calls: ["listExams", "readDesk"],
    folder: "desk/choose",
    page: later(() => import("../pages/desk/choose/Page")),
  },
  {
    path: "/desk/:e",
    title: "desk.title",
    roles: DESK,
    menu: "exam",
    calls: ["readDesk", "readExam", "readStats", "readArrivals", "listDevices", "listAlertsOfExam"],
    folder: "desk/desk",
    page: later(() => import("../pages/desk/desk/Page")),
  },
  {
    path: "/watch/:e",
    title: "watch.title",
    roles: ALL,
    calls: ["readExam", "readStats", "readArrivals"],
    folder: "watch/panel",
    page: later(() => import("../pages/watch/panel/Page")),
  },
];

export function allows(route: Route, role: Role): boolean {
  return route.roles === "anyone" || route.roles.includes(role);
}

/** A path with its places filled. */
export function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}

/** Where somebody begins. */
export function home(role: Role): string {
  if (role === "supervisor") return "/desk";
  return role === "operator" ? "/account" : "/exams";
}

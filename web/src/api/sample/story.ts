import type { Schemas } from "../client";
import { conflict, story } from "./world";

type Item = Schemas["StoryItem"];

const first = story[0] as Item;
const after = (minutes: number): string => new Date(Date.parse(first.at) + minutes * 60_000).toISOString();
const more = (place: number, minutes: number, rest: Partial<Item>): Item => ({
  ...first,
  eventId: first.eventId.slice(0, -4) + (0xf000 + place).toString(16),
  seq: 5_000 + place,
  at: after(minutes),
  decidedAt: after(minutes),
  ...rest,
});

/** All that can happen to one candidate: refused, compared in vain, captured offline, in conflict, decided the day after. */
export const longStory: Item[] = [
  more(1, -3, { action: "bind_sheet", outcome: "refused", code: "ATTENDANCE_REQUIRED", data: {} }),
  ...story,
  more(2, 4, {
    action: "verify_face",
    data: {
      attempt: 1,
      verified: false,
      matchPercentage: 71.2,
      threshold: 96.5,
      engine: "sface-2021dec",
      copied: true,
    },
    imageUrl: "/api/attempts/a/image",
  }),
  more(3, 4.2, { action: "alert", data: { kind: "face_mismatch", severity: "high", offline: false }, repeats: 2 }),
  more(4, 6, {
    action: "close_biometric",
    data: { verified: false, overridden: true, matchPercentage: 71.2 },
    reason: "Twin sister; both forms and both sisters are here.",
    actorRole: "supervisor",
  }),
  more(5, 20, {
    action: "sync_conflict",
    deviceId: "tablet-7",
    data: { entityType: "attendance", reason: "ATTENDANCE_EXISTS" },
    conflict,
    device: {
      recordId: first.eventId,
      deviceId: "tablet-7",
      capturedAt: after(2),
      receivedAt: after(20),
      clockOffsetMs: -190_000,
      uploadedBy: conflict.operatorId,
      proved: true,
    },
  }),
  more(6, 20.1, { action: "alert", data: { kind: "sync_conflict", severity: "medium", offline: true } }),
  more(7, 1500, {
    action: "resolve_conflict",
    data: { resolution: "use_new", newData: true, entityType: "attendance" },
    reason: "The gate's list has the second mark.",
  }),
  more(8, 1502, { action: "capture_fingerprint", data: { exception: true }, reason: "Bandaged hand" }),
];

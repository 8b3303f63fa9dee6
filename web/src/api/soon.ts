import { type Answer, ask, type Schemas } from "./client";

/**
 * Calls that the program has, or is about to have, and the generated types do not know yet. When they do, each becomes
 * a plain `call`, and this file goes.
 */

interface Enveloped<T> {
  data: T;
}
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

export interface Arrivals {
  bucketSeconds: number;
  gateOpens?: string | null;
  gateCloses?: string | null;
  expected: number;
  points: { at: string; present: number; completed: number }[];
  forecast?: { rate: number; insideAtClose: number; outsideAtClose: number } | null;
}

export interface Device {
  deviceId: string;
  centreId: string;
  operatorId: string;
  lastSeenAt: string;
  waiting: number;
  oldestCapturedAt?: string | null;
  clockOffsetMs: number;
  appVersion?: string | null;
  ready?: {
    camera?: boolean;
    scanner?: boolean;
    fingerprint?: boolean;
    sound?: boolean;
    storagePersisted?: boolean;
    batteryPercent?: number;
  } | null;
  package?: { downloadId: string; completedAt: string } | null;
}

export interface Download {
  passwordId: string;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  operatorId?: string | null;
  centreId?: string | null;
  usedBy?: string | null;
  usedAt?: string | null;
  packageBytes?: number | null;
  sentBytes?: number | null;
  completedAt?: string | null;
}

export interface BulkAssigned {
  operatorId: string;
  slotId: string;
  status: "assigned" | "already_assigned" | "failed";
  code?: string | null;
}

export interface StoryEntry {
  at: string;
  kind: string;
  seq?: number | null;
  deviceId?: string | null;
  operatorId?: string | null;
  data?: Record<string, unknown>;
  [more: string]: unknown;
}

export interface DemoTokens {
  accessToken: string;
  user: Schemas["Me"];
}

export interface SlotStatusResult {
  slotId: string;
  centreId: string;
  status: string;
  code?: string | null;
}

async function got<T>(
  path: string,
  query?: Record<string, string | number | boolean | undefined>,
  signal?: AbortSignal,
): Promise<T> {
  return (await ask<Enveloped<T>>("get", path, { query, signal })).data;
}

export const soon = {
  arrivals: (examId: string, centreId?: string, signal?: AbortSignal): Promise<Arrivals> =>
    got(`/api/admin/stats/${examId}/arrivals`, { bucket: 60, centreId }, signal),
  devices: (
    examId: string,
    query: { centreId?: string | undefined; cursor?: string; limit?: number },
    signal?: AbortSignal,
  ): Promise<Page<Device>> => got(`/api/devices/${examId}`, query, signal),
  downloads: (
    examId: string,
    query: { centreId?: string; cursor?: string; limit?: number },
    signal?: AbortSignal,
  ): Promise<Page<Download>> => got(`/api/admin/downloads/${examId}`, query, signal),
  assignments: (examId: string, signal?: AbortSignal): Promise<Page<Schemas["Assignment"]>> =>
    got("/api/slot/assignments", { examId, limit: 1000 }, signal),
  assign: async (assignments: { operatorId: string; slotId: string }[]): Promise<BulkAssigned[]> =>
    (await ask<Enveloped<{ results: BulkAssigned[] }>>("post", "/api/slot/assign/bulk", { body: { assignments } })).data
      .results,
  story: (examId: string, candidateId: string, signal?: AbortSignal): Promise<{ items: StoryEntry[] }> =>
    got(`/api/candidates/${examId}/${candidateId}/story`, undefined, signal),
  candidates: (
    examId: string,
    query: Record<string, string | number | undefined>,
    signal?: AbortSignal,
  ): Promise<Page<Schemas["CandidateView"]>> => got(`/api/candidates/${examId}`, query, signal),
  alerts: (
    examId: string,
    query: Record<string, string | number | undefined>,
    signal?: AbortSignal,
  ): Promise<Page<Schemas["AlertView"]>> => got(`/api/alerts/${examId}`, query, signal),
  review: async (ids: string[], note: string): Promise<{ id: string; code?: string | null }[]> =>
    (
      await ask<Enveloped<{ results: { id: string; code?: string | null }[] }>>("patch", "/api/alerts/review", {
        body: { ids, note },
      })
    ).data.results,
  shift: async (examId: string, slotName: string, status: Schemas["SlotStatus"]): Promise<SlotStatusResult[]> =>
    (
      await ask<Enveloped<{ results: SlotStatusResult[] }>>("post", "/api/slots/status", {
        body: { examId, slotName, status },
      })
    ).data.results,
  demo: async (role: string): Promise<DemoTokens> =>
    (await ask<Enveloped<DemoTokens>>("post", "/api/demo/session", { body: { role } })).data,
};

export type Items<P extends "/api/exams" | "/api/centres" | "/api/operators" | "/api/slots"> = Answer<"get", P>;

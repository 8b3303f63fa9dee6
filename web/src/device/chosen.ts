/** With which exam and slot a page works: chosen once, else the one that time suggests. */
import { computed, signal } from "@preact/signals";
import { held, here } from "./here";
import type { HeldSlot, Roster } from "./roster";

/** What somebody chose; nothing: as time suggests. */
export const choice = signal<{ examId: string; slotId: string } | undefined>(undefined);

const BEFORE_MILLISECONDS = 3 * 3600_000;
const AFTER_MILLISECONDS = 3600_000;

function isNow({ startTime, endTime }: HeldSlot, now: number): boolean {
  if (!startTime) return false;
  const end = endTime ? Date.parse(endTime) : Date.parse(startTime) + BEFORE_MILLISECONDS;
  return now >= Date.parse(startTime) - BEFORE_MILLISECONDS && now <= end + AFTER_MILLISECONDS;
}

/** The slot that is running, else one that is about to, else the first. */
export function suggested(roster: Roster, now: number): HeldSlot | undefined {
  const { slots } = roster;
  const active = slots.filter((slot) => slot.status === "active");
  return active.find((slot) => isNow(slot, now)) ?? active[0] ?? slots.find((slot) => isNow(slot, now)) ?? slots[0];
}

export const roster = computed<Roster | undefined>(() => {
  const wanted = held.value.find((one) => one.exam.id === choice.value?.examId);
  // The one that was fetched last.
  return wanted ?? [...held.value].sort((a, b) => b.serverTime.localeCompare(a.serverTime))[0];
});

export const slot = computed<HeldSlot | undefined>(() => {
  const now = roster.value;
  if (!now || !here.value) return undefined;
  return now.slots.find((one) => one.id === choice.value?.slotId) ?? suggested(now, Date.now());
});

import type { Answers, Deed } from "../../api/sample/states";
import type { Worker } from "../../device/here";
import type { Captured, Outcome } from "../../device/outbox";
import type { Roster } from "../../device/roster";
import type { Standing } from "../../flow/outbox";

/** A record on the device, of the person at this place of the list. */
export interface SampleRecord {
  person: number;
  type: Captured["entityType"];
  /** How long ago it was captured. */
  minutes: number;
  standing?: Standing;
  outcome?: Outcome;
  /** It may have left the device already. */
  tried?: true;
  /** Somebody else of this device captured it. */
  others?: true;
  data?: Record<string, unknown>;
}

/** What a camera shows, or why it shows nothing. */
export type SampleCamera =
  | "face"
  | "dark"
  | "bright"
  | "blurred"
  | "far"
  | "turn"
  | "starting"
  | "none"
  | "refused"
  | "busy"
  | "lost";

/** What somebody does at a station, beside what they do anywhere. */
export type StationDeed =
  | Deed
  /** With a hand-held scanner. */
  | { scan: string }
  /** Waits until the page says so: a text, or the beginning of one that has something put into it. */
  | { see: string }
  /** The server's word on what was captured last. */
  | { judge: Standing; outcome?: Outcome };

/** What a device is like while a page is shown on it. */
export interface StationState {
  answers?: Answers;
  worker?: Partial<Worker>;
  /** What is on the device; else the sample's day. */
  rosters?: readonly Roster[];
  records?: readonly SampleRecord[];
  /** Captured in another tab, of which this one has not heard yet. */
  behind?: SampleRecord;
  line?: "slow" | "off";
  session?: "out";
  /** A package on its way: a part of it, all of it, or all of something else. */
  parcel?: "part" | "whole" | "damaged";
  /** What the device has noted. */
  facts?: Record<string, string>;
  camera?: SampleCamera;
  /** Of fingerprints. `silent`: it is asked and does not answer. */
  reader?: "ready" | "silent" | "timeout" | "noDevice" | "refused";
  storage?: "kept" | "loose" | "full";
  /** Of the battery, 0–1, which is not charged. */
  battery?: number;
  /** A newer release waits. */
  update?: true;
  /** The address is not a secure one. */
  insecure?: true;
  /** Nothing more can be written from now on. */
  full?: true;
  /** What a page would do by itself after a second or more, it does not do. */
  still?: true;
  deeds?: readonly StationDeed[];
}

/** The states of a page of the station, out of which the gallery makes it. */
export interface StationStates {
  /** Nobody has opened the device. */
  shut?: true;
  /** What holds for all of them. */
  base?: StationState;
  /** How the page is on a device that holds nothing. A sentence: why that is no state of it. */
  empty: StationState | string;
  /** Without a line. A sentence: why that is no state of it. */
  off?: StationState | string;
  /** Further states, the worst among them. */
  also?: Record<string, StationState>;
}

/** What a page is shown in: those that are for all, and its own. */
export function stationNames(states: StationStates): string[] {
  const common = (["empty", "off"] as const).filter((name) => typeof states[name] !== "string");
  return ["fresh", ...common, ...Object.keys(states.also ?? {})];
}

/** A state by its name, with what holds for all. */
export function stationState(states: StationStates, name: string): StationState {
  const of = (): StationState => {
    if (name === "empty") return { rosters: [], records: [], ...(states.empty as StationState) };
    if (name === "off") return { line: "off", ...(states.off as StationState | undefined) };
    return states.also?.[name] ?? {};
  };
  return { ...states.base, ...of() };
}

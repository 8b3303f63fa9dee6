import type { Schemas } from "../../../api/client";
import { advice, isCode, isKey, matched, number, t } from "../../../text";

type StoryItem = Schemas["StoryItem"];

export type Tone = "plain" | "good" | "warn" | "bad";

/** What an entry says, in the words of a person: a few short facts, the weighty one first. */
export interface Says {
  title: string;
  tone: Tone;
  facts: string[];
}

const word = (key: string, else_: string): string => (isKey(key) ? t(key) : else_);
const percent = (value: unknown): string => matched(Number(value));

/** What the facts of an action say. What none of the actions knows here stands in the log. */
function factsOf(item: StoryItem): string[] {
  const data = item.data as Record<string, unknown>;
  const has = (name: string): boolean => data[name] !== undefined && data[name] !== null;
  const facts: string[] = [];
  const add = (when: boolean, fact: () => string): void => {
    if (when) facts.push(fact());
  };
  switch (item.action) {
    case "mark_attendance":
      add(data.status === "skipped", () => t("value.skipped"));
      break;
    case "verify_face":
      add(true, () => t(data.verified ? "story.matched" : "story.notMatched"));
      add(has("matchPercentage") && has("threshold"), () =>
        t("story.match", { match: percent(data.matchPercentage), needed: percent(data.threshold) }),
      );
      add(has("attempt"), () => t("story.attempt", { count: Number(data.attempt) }));
      add(data.copied === true, () => t("story.copied"));
      add(has("engine"), () => t("story.engine", { engine: String(data.engine) }));
      break;
    case "capture_fingerprint":
      add(data.exception === true, () => t("story.exception"));
      add(has("imageQuality"), () => t("story.quality", { quality: number(Number(data.imageQuality)) }));
      break;
    case "scan_sheet":
      add(has("barcodeRead") && data.barcodeRead !== "matches", () => String(data.barcodeRead));
      break;
    case "close_biometric":
      add(true, () => t(data.overridden ? "story.overridden" : data.verified ? "story.matched" : "story.notMatched"));
      add(has("matchPercentage"), () => percent(data.matchPercentage));
      break;
    case "sync_conflict": {
      const code = String(data.reason);
      add(true, () => word(`entity.${data.entityType}`, String(data.entityType)));
      add(isCode(code), () => (isCode(code) ? advice(code)[0] : code));
      break;
    }
    case "resolve_conflict":
      add(true, () =>
        t(data.newData ? "story.corrected" : data.resolution === "use_new" ? "story.used" : "story.kept"),
      );
      break;
    case "decide_record":
      add(true, () => word(`story.${data.decision}`, String(data.decision)));
      break;
    case "alert":
    case "review_alert":
      add(has("matchPercentage"), () => percent(data.matchPercentage));
      add(true, () => t("story.weight", { severity: word(`severity.${data.severity}`, "") }));
      break;
    case "update_candidate":
      add(Array.isArray(data.fields), () => (data.fields as string[]).join(", "));
      break;
  }
  if (item.repeats) facts.push(t("story.repeats", { count: item.repeats }));
  return facts;
}

function toneOf(item: StoryItem): Tone {
  const data = item.data as Record<string, unknown>;
  if (item.outcome === "refused") return "warn";
  if (item.action === "alert") return data.severity === "high" ? "bad" : "warn";
  if (item.action === "sync_conflict") return "bad";
  if (item.action === "verify_face") return data.verified ? "good" : "bad";
  if (item.action === "close_biometric") return data.overridden ? "warn" : "good";
  return "plain";
}

export function saysOf(item: StoryItem): Says {
  const data = item.data as Record<string, unknown>;
  const kind = item.action === "alert" || item.action === "review_alert" ? `alert.${data.kind}` : undefined;
  const action = word(`action.${item.action}`, item.action);
  return {
    title: kind && isKey(kind) ? `${action}: ${t(kind)}` : action,
    tone: toneOf(item),
    facts: factsOf(item),
  };
}

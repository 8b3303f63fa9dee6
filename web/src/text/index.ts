import { signal } from "@preact/signals";
import type cellsInHindi from "./cells.hi.json";
import type codesInEnglish from "./codes.en.json";
import type english from "./en.json";

export type Key = keyof typeof english;
export type CodeKey = keyof typeof codesInEnglish;
export type CellKey = keyof typeof cellsInHindi;
export type Language = "en" | "hi";
/** A sentence, and what to do next. */
export type Advice = readonly [says: string, next: string];

interface Dictionary {
  text: Record<Key, string>;
  codes: Record<CodeKey, readonly string[]>;
  /** What is wrong with a cell of a list, where it is not said in the server's own, more exact words. */
  cells?: Record<CellKey, string>;
}

export const LANGUAGES: readonly Language[] = ["en", "hi"];
/** What a language calls itself. */
export const OWN_NAMES: Record<Language, string> = { en: "English", hi: "हिन्दी" };

/** A key that one language lacks does not compile: both are read as whole dictionaries. */
const readers: Record<Language, () => Promise<Dictionary>> = {
  en: async () => ({ text: (await import("./en.json")).default, codes: (await import("./codes.en.json")).default }),
  hi: async () => ({
    text: (await import("./hi.json")).default,
    codes: (await import("./codes.hi.json")).default,
    cells: (await import("./cells.hi.json")).default,
  }),
};

const spoken = signal<Language>("en");
let dictionary: Dictionary | undefined;

/** The language of the page; a component that reads it is drawn anew when it changes. */
export function language(): Language {
  return spoken.value;
}

/** Reads a dictionary, and only then changes the language, so that no page is half in one. */
export async function speak(wanted: Language): Promise<void> {
  dictionary = await readers[wanted]();
  spoken.value = wanted;
  if (typeof document !== "undefined") document.documentElement.lang = wanted;
}

type Values = Record<string, string | number>;

function filled(text: string, values: Values | undefined): string {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

/** The text of a key, in the language of the page. */
export function t(key: Key, values?: Values): string {
  spoken.value;
  return filled(dictionary?.text[key] ?? "", values);
}

type Counted = Key extends infer K ? (K extends `${infer Stem}_one` ? Stem : never) : never;

/** The text for a number of things: `key_one` or `key_other`, with `{count}`. */
export function counted(key: Counted, count: number, values?: Values): string {
  const one = new Intl.PluralRules(locale()).select(count) === "one";
  return t(`${key}_${one ? "one" : "other"}` as Key, { ...values, count });
}

/** What a stable code means, and what to do. */
export function advice(code: CodeKey): Advice {
  spoken.value;
  const [says = "", next = ""] = dictionary?.codes[code] ?? [];
  return [says, next];
}

export function isCode(code: string): code is CodeKey {
  return dictionary !== undefined && Object.hasOwn(dictionary.codes, code);
}

export function isKey(key: string): key is Key {
  return dictionary !== undefined && Object.hasOwn(dictionary.text, key);
}

/** What is wrong with a cell of a list, and what to do. */
export function cellSays(cell: { code?: CellKey; message: string; otherRow?: number }): string {
  spoken.value;
  const said = cell.code && dictionary?.cells?.[cell.code];
  if (!said) return cell.message;
  return cell.otherRow ? `${said} ${t("import.otherRow", { row: String(cell.otherRow) })}` : said;
}

export function locale(): string {
  return spoken.value === "hi" ? "hi-IN-u-nu-latn" : "en-IN";
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A share in whole percent. */
export function percent(part: number, whole: number): string {
  if (whole <= 0) return "–";
  // All is all, and something is not nothing.
  const near = Math.min(99, Math.max(part > 0 ? 1 : 0, Math.round((100 * part) / whole)));
  return `${number(part >= whole ? 100 : near)}%`;
}

/** How well two faces match, as the engine says it: with two decimals. */
export const matched = (percentage: number): string => `${number(percentage, 2)}%`;

type Moment = string | number | Date;

function formatted(moment: Moment, options: Intl.DateTimeFormatOptions): string {
  return new Date(moment).toLocaleString(locale(), { hourCycle: "h23", ...options });
}

/** 10:42 */
export const clock = (moment: Moment): string => formatted(moment, { hour: "2-digit", minute: "2-digit" });
/** 10:42:07 */
export const seconds = (moment: Moment): string =>
  formatted(moment, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
/** Hindi cuts no month short. */
const month = (): "short" | "long" => (spoken.value === "hi" ? "long" : "short");
/** Sun 29 Nov 2026 */
export const day = (moment: Moment): string =>
  formatted(moment, { weekday: month(), day: "numeric", month: month(), year: "numeric" }).replaceAll(",", "");
/** 14 Jul 2001, of a date without a time, which is the same everywhere */
export const date = (written: string): string =>
  formatted(written, { day: "numeric", month: month(), year: "numeric", timeZone: "UTC" });
const dayOfMonth = (at: Moment): string => formatted(at, { day: "numeric", month: month() });
/** 29 Nov, 10:42 */
export const moment = (at: Moment): string => `${dayOfMonth(at)}, ${clock(at)}`;
/** 29 Nov, 10:42:07 */
export const exact = (at: Moment): string => `${dayOfMonth(at)}, ${seconds(at)}`;

/** The zone in which all times are told: that of this device. */
export function zone(): string {
  if (/^(Etc\/)?(UTC|GMT)$/.test(new Intl.DateTimeFormat().resolvedOptions().timeZone)) return "UTC";
  const parts = new Intl.DateTimeFormat(locale(), { timeZoneName: "long" }).formatToParts();
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** UTC+5:30 */
export function offset(minutesEast: number): string {
  const [hours, minutes] = [Math.floor(Math.abs(minutesEast) / 60), Math.abs(minutesEast) % 60];
  return `UTC${minutesEast < 0 ? "-" : "+"}${hours}:${String(minutes).padStart(2, "0")}`;
}

/** How long, as people say it: 40 s, 12 min, 3 h 5 min, 2 days. */
export function duration(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds / 1000));
  if (whole < 60) return t("time.seconds", { count: whole });
  const minutes = Math.round(whole / 60);
  if (minutes < 90) return t("time.minutes", { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t("time.hours", { hours, minutes: minutes % 60 });
  return t("time.days", { count: Math.round(hours / 24) });
}

export function bytes(count: number): string {
  if (count < 1024) return t("size.bytes", { count });
  const kib = count / 1024;
  if (kib < 1024) return t("size.kb", { size: number(kib, kib < 10 ? 1 : 0) });
  const mib = kib / 1024;
  return mib < 1024 ? t("size.mb", { size: number(mib, 1) }) : t("size.gb", { size: number(mib / 1024, 2) });
}

import { signal } from "@preact/signals";
import { LANGUAGES, type Language, speak } from "../text";

export type Theme = "light" | "dark";

/** `undefined`: as the device has it. */
export const theme = signal<Theme | undefined>(undefined);

const LANGUAGE = "mpa.language";
const THEME = "mpa.theme";

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // A browser that keeps nothing.
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It is chosen again next time.
  }
}

function firstLanguage(): Language {
  const wanted = kept(LANGUAGE) ?? navigator.language.slice(0, 2);
  return LANGUAGES.find((one) => one === wanted) ?? "en";
}

/** Takes up what was chosen last time, before anything is drawn. */
export async function begin(): Promise<void> {
  const wanted = kept(THEME);
  if (wanted === "light" || wanted === "dark") show(wanted);
  await speak(firstLanguage());
}

export function show(wanted: Theme): void {
  theme.value = wanted;
  document.documentElement.dataset.theme = wanted;
}

export function isDark(): boolean {
  return (theme.value ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
}

export function choose(wanted: Theme): void {
  show(wanted);
  keep(THEME, wanted);
}

export async function chooseLanguage(wanted: Language): Promise<void> {
  await speak(wanted);
  keep(LANGUAGE, wanted);
}

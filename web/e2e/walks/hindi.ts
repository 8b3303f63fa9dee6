import { expect, onTestFailed, test } from "vitest";
import { ROUTES } from "../../src/app/routes";
import { PASSWORD, Person } from "../kit";
import type { Demo } from "./demo";

/** The brand, and what is written so in Hindi too: kinds of files, units, the letters of keys. */
const WORDS = [
  "MPA",
  "CSV",
  "XLSX",
  "ZIP",
  "PDF",
  "KB",
  "MB",
  "GB",
  "UTC",
  "https",
  "localhost",
  "JavaScript",
  "English",
  "Enter",
];

/** Every text that a person sees or is read, outside of what is marked as English or as a code. */
function texts(): string[] {
  const found: string[] = [];
  const own = (element: Element | null): boolean => !element?.closest("[lang=en], code, [translate=no]");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement } = node;
    const seen = parentElement?.closest("option") ?? parentElement;
    if (own(parentElement) && (seen instanceof HTMLOptionElement || seen?.checkVisibility()))
      found.push(node.textContent ?? "");
  }
  for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
    if (!own(element)) continue;
    for (const name of ["aria-label", "placeholder", "title", "alt"]) found.push(element.getAttribute(name) ?? "");
  }
  return [...found, document.title];
}

/** The Latin words of a text, without names, codes, numbers and the words that are so in Hindi. */
function latin(text: string, names: readonly string[]): string[] {
  let rest = text;
  for (const name of names) rest = rest.replaceAll(name, " ");
  rest = rest.replace(/\S*[\d_@/]\S*/g, " "); // a roll number, a device, an address
  const words = rest.match(/[A-Za-z][A-Za-z'-]+/g) ?? [];
  return words.filter((word) => !WORDS.includes(word) && !/^[A-Z]{2,5}$/.test(word));
}

export function hindi(of: () => Demo): void {
  test("no Latin word stands on a Hindi page but names and codes", async () => {
    const { chromium, line, addresses, names } = of();
    const person = await Person.at(chromium, line.address, { locale: "hi-IN" });
    onTestFailed(() => person.picture("hindi"));
    const longest = [...names, PASSWORD].sort((a, b) => b.length - a.length);
    const found: string[] = [];
    const look = async (path: string): Promise<void> => {
      for (const text of await person.page.evaluate(texts)) {
        const words = latin(text, longest);
        if (words.length > 0) found.push(`${path}: ${text.trim()}`);
      }
    };
    for (const route of ROUTES.filter((one) => one.roles === "anyone")) {
      await person.page.goto(person.base + (addresses.get(route) ?? ""));
      await person.settled();
      await look(route.path);
    }
    // One of them has come in by a door; it may be renewing its session, which would keep a cookie after all.
    await person.page.goto("about:blank");
    await person.context.clearCookies();
    await person.logIn("head");
    let pages = 0;
    for (const route of ROUTES.filter((one) => one.roles !== "anyone")) {
      await person.go(addresses.get(route) ?? "");
      expect(await person.page.locator("html").getAttribute("lang")).toBe("hi");
      await look(route.path);
      pages++;
    }
    expect(pages).toBeGreaterThan(18);
    expect([...new Set(found)]).toEqual([]);
    expect(person.faults()).toEqual([]);
    await person.close();
  });
}

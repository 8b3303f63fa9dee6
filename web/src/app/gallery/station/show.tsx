import { render } from "preact";
import { LocationProvider } from "preact-iso";
import { renewBy } from "../../../api/client";
import { changed, here, outbox } from "../../../device/here";
import { settle } from "../../../device/outbox";
import { stationWorld } from "../../../sync/sample/day";
import { type StationDeed, type StationStates, stationNames, stationState } from "../../../sync/sample/states";
import { renewHere } from "../../../sync/session";
import { isKey, t } from "../../../text";
import { STATION_ROUTES } from "../../station/routes";
import { Inside } from "../../station/Station";
import { act } from "../deeds";
import { answerWith, cutLine } from "../transport";
import { fill } from "./fill";

const files = import.meta.glob<{ states: StationStates }>("../../../pages/station/*/states.ts", { eager: true });

/** The pages of the station, and the one before which nothing is open. */
export const STATION_PAGES = [
  { name: "/station/come", path: "/station", folder: "station/come" },
  ...STATION_ROUTES.map(({ path, folder }) => ({ name: path, path, folder })),
];

type StationPage = (typeof STATION_PAGES)[number];

function statesOf({ folder }: StationPage): StationStates {
  const file = files[`../../../pages/${folder}/states.ts`];
  if (!file) throw new Error(`${folder} has no states`);
  return file.states;
}

export const stationItems = (): { page: string; state: string }[] =>
  STATION_PAGES.flatMap((page) => stationNames(statesOf(page)).map((state) => ({ page: page.name, state })));

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether the page says a text, whatever was put into it. */
function says(text: string): boolean {
  const pieces = (isKey(text) ? t(text) : text).split(/\{\w+\}/).map((piece) => piece.trim());
  const all = (document.querySelector("dialog[open]") ?? document.querySelector("#root"))?.textContent ?? "";
  return pieces.every((piece) => all.includes(piece));
}

async function seen(text: string): Promise<void> {
  for (const end = Date.now() + 8_000; Date.now() < end; await pause(40)) if (says(text)) return;
  throw new Error(`the page does not say ${text}`);
}

/** As fast as a scanner, also where the machine is not. */
async function scan(code: string): Promise<void> {
  await pause(120); // Keys that came before are none of it.
  const began = performance.now();
  for (const [index, key] of [...code, "Enter"].entries()) {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: began + 5 * index });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }
  await pause(60);
}

/** The page is fetched when it is opened. */
async function drawn(): Promise<void> {
  for (const end = Date.now() + 8_000; Date.now() < end; await pause(30)) {
    if (document.querySelector("main h1")) return pause(120);
  }
}

async function judge({ judge: standing, outcome }: Extract<StationDeed, { judge: unknown }>): Promise<void> {
  const now = here.peek();
  const before = outbox.peek().size;
  for (const end = Date.now() + 3_000; Date.now() < end && before === 0; ) await pause(40);
  const order = Math.max(...outbox.peek().keys());
  if (!now) return;
  await settle(now.vault, [{ order, standing, outcome }]);
  await changed([order]);
}

const translated = (word: string): string => (isKey(word) ? t(word) : word);

async function perform(deed: StationDeed): Promise<void> {
  if ("see" in deed) return seen(deed.see);
  if ("scan" in deed) return scan(deed.scan);
  if ("judge" in deed) return judge(deed);
  if ("press" in deed) return act({ ...deed, press: translated(deed.press) });
  if ("fill" in deed) return act({ fill: translated(deed.fill), with: translated(deed.with) });
  return act(deed);
}

/** Shows a page of the station in a state. */
export async function showStation(name: string, state: string): Promise<void> {
  const page = STATION_PAGES.find((one) => one.name === name);
  if (!page) throw new Error(`there is no page ${name}`);
  const states = statesOf(page);
  const wanted = stationState(states, state);
  renewBy(renewHere);
  answerWith({ ...stationWorld, ...wanted.answers });
  if (wanted.line === "off") cutLine();
  await fill(wanted, states.shut);
  history.replaceState(null, "", page.path);
  const root = document.getElementById("root");
  if (!root) return;
  render(
    <LocationProvider scope="/station">
      <Inside />
    </LocationProvider>,
    root,
  );
  await drawn();
  for (const deed of wanted.deeds ?? []) await perform(deed);
  await pause(150);
  document.documentElement.dataset.ready = "yes";
}

/** What lies on the disk of a device that somebody finds: the bytes of the whole profile of its browser. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, bench, clear, rollOf, switchOn, takeFace } from "./attack/bench";
import { foundIn, type Secrets, texts } from "./attack/bytes";
import { passwordFor } from "./attack/exam";
import { built, type Change, pagesOf, Served } from "./attack/served";
import type { Station } from "./attack/station";

const USER = "quillonbravo";
const PASSWORD = "wimblequux-4711-drossel";
/** The same pages, and whatever they keep is kept as it is. */
const OPEN: readonly Change[] = [
  {
    file: "device/keys.ts",
    from: 'await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text(place) }, key, plain)',
    to: "(void key, void place, plain)",
  },
  {
    file: "device/keys.ts",
    from: "await crypto.subtle.decrypt(algorithm, key, sealed.subarray(1 + NONCE_BYTES))",
    to: "(void key, void algorithm, sealed.slice(1 + NONCE_BYTES))",
  },
];

let on: Bench;
let station: Station;
let secrets: Record<string, Buffer[]>;

/** The picture that the page took, byte for byte: from its middle on. */
const listenToCamera = (): Promise<unknown> =>
  on.tablet.context.addInitScript(() => {
    const taken: string[] = [];
    const keep = async (blob: Blob | null): Promise<void> => {
      if (!blob) return;
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const part = bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 48);
      taken.push(btoa(String.fromCharCode(...part)));
    };
    const toBlob = HTMLCanvasElement.prototype.toBlob;
    HTMLCanvasElement.prototype.toBlob = function (then, ...rest) {
      toBlob.call(this, (blob) => void keep(blob).then(() => then(blob)), ...rest);
    };
    const convert = OffscreenCanvas.prototype.convertToBlob;
    OffscreenCanvas.prototype.convertToBlob = async function (...given) {
      const blob = await convert.apply(this, given);
      await keep(blob);
      return blob;
    };
    Object.assign(window, { taken });
  });

/** Everything that the server hands out and nobody else may have. */
function listenToTokens(): void {
  on.tablet.context.on("response", (answer) => {
    if (!/\/api\/(auth\/(login|refresh)|admin\/download\/verify)$/.test(new URL(answer.url()).pathname)) return;
    void answer
      .json()
      .then(({ data }: { data: Record<string, unknown> }) => {
        for (const name of ["accessToken", "refreshToken", "downloadToken"]) {
          const token = data[name];
          if (typeof token === "string") secrets[name] = [...(secrets[name] ?? []), ...texts(token)];
        }
      })
      .catch(() => undefined);
  });
}

/** A day at the station, as much of it as leaves anything behind. */
async function work(): Promise<void> {
  station = await switchOn(on);
  await listenToCamera();
  listenToTokens();
  // A password that is shown is a line of text to the browser.
  await station.open();
  await station.page.getByLabel("User name", { exact: true }).fill(USER);
  await station.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await station.button("Show").click();
  await station.page.waitForTimeout(300);
  await station.button("Open the station").click();
  await station.heading(USER).waitFor();
  await station.kept();
  const password = await passwordFor(on.program, on.exam, USER);
  secrets.downloadPassword = texts(password, password.replaceAll("-", ""));
  await station.order(password);
  await station.says("Trial of devices is on this device");
  await station.mark(rollOf(0));
  // What is typed and not sent, the browser would like to remember.
  await station.page.getByLabel("Roll number or name").fill("Kanthrow 3");
  await station.page.waitForTimeout(300);
  await on.line.cut();
  await station.mark(rollOf(1));
  await takeFace(on, station, rollOf(1));
  const taken = await station.page.evaluate(() => (window as unknown as { taken: string[] }).taken);
  secrets.live = taken.map((one) => Buffer.from(one, "base64"));
  expect(taken).not.toEqual([]);
  await station.scan(rollOf(2));
}

async function begin(open: boolean): Promise<void> {
  const served = async (program: Bench["program"]) => (open ? Served.of(program, await built(OPEN)) : pagesOf(program));
  on = await bench([USER], 6, 30_000, { served, password: PASSWORD });
  secrets = {
    name: texts("Zibvqe Kanthrow", "Kanthrow 3", "KANTHROW 3"),
    roll: [rollOf(0), rollOf(1), rollOf(5)].flatMap((one) => texts(one)),
    // What the photographs carry, and no text does.
    enrolled: [Buffer.from("photograph-of-")],
    user: texts(USER),
    password: texts(PASSWORD),
  };
}

/** Found in the profile, but for what the test itself put there. */
const found = (): Record<string, string[]> => foundIn(on.tablet.profile, secrets as Secrets).found;

describe("as it is", () => {
  beforeAll(() => begin(false), 120_000);
  afterAll(() => clear(on));

  test("killed in the middle, and closed, nothing of it lies there in the clear", async () => {
    await work();
    await on.tablet.kill();
    expect(found()).toEqual({});
    station = await switchOn(on);
    listenToTokens();
    await station.come(USER, PASSWORD);
    await station.go("gate");
    await station.scan(rollOf(2));
    await on.tablet.close();
    expect(found()).toEqual({});
  });

  test("nor after the wipe", async () => {
    await on.line.restore();
    station = await switchOn(on);
    listenToTokens();
    await station.come(USER, PASSWORD);
    await station.says("Everything handed over");
    await station.go("end");
    await station.button("Wipe this device").click();
    await station.button("Yes, wipe everything").click();
    await station.says("Who works here?");
    expect(found()).toEqual({});
    await on.tablet.close();
    const { found: left, bytes } = foundIn(on.tablet.profile, secrets as Secrets);
    console.log(`${bytes} bytes of a profile, and ${Object.values(secrets).flat().length} secrets`);
    expect(left).toEqual({});
  });
});

describe("with the encryption off", () => {
  beforeAll(() => begin(true), 120_000);
  afterAll(() => clear(on));

  test("all of it is found: whoever looks would see it", async () => {
    await work();
    await on.tablet.kill();
    const seen = Object.keys(found()).sort();
    console.log(found());
    expect(seen).toEqual(["downloadToken", "enrolled", "live", "name", "refreshToken", "roll", "user"]);
    // No release keeps these, whatever it seals: a page that did would be found, too.
    station = await switchOn(on);
    await station.open();
    const [access = ""] = (secrets.accessToken ?? []).map(String);
    await station.page.evaluate(
      ([password, token]) => {
        localStorage.setItem("password", password);
        localStorage.setItem("token", token);
      },
      [PASSWORD, access] as const,
    );
    await on.tablet.close();
    expect(Object.keys(found())).toEqual(expect.arrayContaining(["password", "accessToken"]));
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type PreviewServer, preview } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Tried } from "./capture/page";
import {
  barcode,
  cameraArguments,
  camerasRunning,
  holdCamera,
  lightsOf,
  refuseCamera,
  show,
  unplugCamera,
  writeFilm,
} from "./kit/camera";
import { FalseReader } from "./kit/fingerprints";

/** The station's, as `crates/server/src/site.rs` says it. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; " +
  "media-src 'self' blob:; font-src 'self'; connect-src 'self' http://localhost:8003 https://localhost:8003 " +
  "http://localhost:8004 http://localhost:8030 https://localhost:8030; worker-src 'self'";
const FOLDER = mkdtempSync(join(tmpdir(), "mpa-capture-"));
const PICTURES = process.env.MPA_PICTURES;

let server: PreviewServer;
let browser: Browser;
let address: string;
const broken: string[] = [];

beforeAll(async () => {
  const outDir = join(FOLDER, "pages");
  const root = resolve(import.meta.dirname, "capture");
  await build({
    configFile: false,
    root,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: { outDir, emptyOutDir: true, target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  server = await preview({
    configFile: false,
    root,
    logLevel: "silent",
    build: { outDir },
    preview: { host: "0.0.0.0", port: 0, headers: { "content-security-policy": POLICY } },
  });
  address = `http://127.0.0.1:${(server.httpServer.address() as AddressInfo).port}/`;
  browser = await launched();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(FOLDER, { recursive: true, force: true });
});

afterEach(() => {
  expect(broken.splice(0)).toEqual([]);
});

const launched = (args: string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", ...args],
  });

async function opened(query = "", options: { width?: number; own?: Browser } = {}): Promise<Page> {
  const { width = 1000, own } = options;
  const context = await (own ?? browser).newContext({ viewport: { width, height: 780 } });
  if (!own) await holdCamera(context);
  const page = await context.newPage();
  page.on("pageerror", (error) => broken.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) broken.push(message.text());
  });
  await page.goto(`${address}${query}`);
  await page.waitForFunction(() => "tried" in window);
  return page;
}

const tried = <T>(page: Page, act: (tried: Tried) => T): Promise<Awaited<T>> =>
  page.evaluate(`(${act})(window.tried)`) as Promise<Awaited<T>>;

const picture = async (page: Page, name: string): Promise<void> => {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/capture-${name}.png` });
};

/** Ten people of the test set where it lies; else the public pictures that `make setup` fetches. */
function people(): Buffer[] {
  const folders = [process.env.MPA_FACES ?? "../../../shared/faces/images", "../../models/pictures"].map((one) =>
    resolve(import.meta.dirname, one),
  );
  const all = folders.flatMap((folder) =>
    existsSync(folder)
      ? (readdirSync(folder, { recursive: true }) as string[])
          .filter((one) => one.endsWith(".jpg"))
          .map((one) => join(folder, one))
      : [],
  );
  // One that fills the oval comes first.
  all.sort((one, other) => Number(other.endsWith("obama.jpg")) - Number(one.endsWith("obama.jpg")));
  return all.slice(0, 10).map((one) => readFileSync(one));
}

describe("the camera", () => {
  it("shows one person after the other, and gives a whole picture of each, not mirrored", async () => {
    const page = await opened();
    await page.locator("video").waitFor();
    const faces = people();
    const sizes = new Set<number>();
    for (const [at, face] of faces.entries()) {
      await show(page, face);
      await picture(page, `person-${at}`);
      const shot = await tried(page, async ({ snapshot, video }) => {
        const blob = await snapshot(video!);
        const { width, height } = await createImageBitmap(blob);
        return { type: blob.type, size: blob.size, width, height };
      });
      expect(shot).toMatchObject({ type: "image/jpeg", width: 1280, height: 960 });
      sizes.add(shot.size);
    }
    expect(sizes.size).toBe(faces.length);
    await page.context().close();
  });

  it("is refused, taken and lost by name, and is put out when the page is left", async () => {
    const page = await opened();
    await page.locator("video").waitFor();
    expect(await camerasRunning(page)).toBe(1);
    await unplugCamera(page);
    await page.getByRole("alert").getByText("The camera is gone").waitFor();
    expect(await camerasRunning(page)).toBe(0);
    const said = { NotAllowedError: "not allowed", NotReadableError: "does not start", NotFoundError: "No camera" };
    for (const [name, words] of Object.entries(said)) {
      await refuseCamera(page, name);
      await page.getByRole("button").click();
      await page.getByRole("alert").getByText(words).waitFor();
    }
    await refuseCamera(page, undefined);
    await page.getByRole("button").click();
    await page.locator("video").waitFor();
    await page.getByRole("button").click();
    await expect.poll(() => camerasRunning(page)).toBe(1);
    await page.context().close();
  });

  it("has its light and its list", async () => {
    const page = await opened("?side=back");
    await page.locator("video").waitFor();
    expect(await tried(page, ({ cameras }) => cameras())).toHaveLength(2);
    expect(await tried(page, ({ camera }) => camera?.torch(true))).toBe(true);
    expect(await lightsOf(page)).toEqual([true]);
    await page.context().close();
  });

  it("is asked for by Chromium's own device, too", async () => {
    const film = join(FOLDER, "film.mjpeg");
    await writeFilm(browser, film, people().slice(0, 1));
    const own = await launched(cameraArguments(film));
    const page = await opened("", { own });
    await page.waitForFunction(() => document.querySelector("video")?.videoWidth);
    await page.waitForTimeout(500);
    await picture(page, "own-device");
    const size = await tried(page, async ({ snapshot, video }) => (await snapshot(video!)).size);
    expect(size).toBeGreaterThan(4_000);
    expect((await tried(page, ({ cameras }) => cameras())).length).toBeGreaterThan(0);
    await own.close();
  });
});

describe("the hint", () => {
  it("comes for what is wrong, one at a time, and goes when it is well", async () => {
    const page = await opened();
    const [face] = people();
    await show(page, face!);
    const line = page.locator("[aria-live=polite]");
    await line.getByText("Face inside the oval").waitFor();
    const changed = (filter: string): Promise<string> =>
      page.evaluate(
        async ({ base64, filter }) => {
          const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
          const drawn = await createImageBitmap(new Blob([bytes]));
          const canvas = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
          const context = canvas.getContext("2d")!;
          context.filter = filter === "blur" ? `blur(${drawn.height / 40}px)` : filter;
          context.drawImage(drawn, 0, 0);
          return canvas.toDataURL("image/jpeg").split(",")[1] ?? "";
        },
        { base64: face!.toString("base64"), filter },
      );
    const wrong = { "brightness(0.1)": "Too dark", "brightness(40)": "Too bright", blur: "Blurred" };
    for (const [filter, words] of Object.entries(wrong)) {
      await show(page, Buffer.from(await changed(filter), "base64"));
      await line.getByText(words).waitFor();
      await picture(page, words.replace(" ", "-"));
      await show(page, face!);
      await line.getByText("Face inside the oval").waitFor();
    }
    await page.context().close();
  });

  it("says to come closer and to look ahead only where the browser finds faces", async () => {
    const page = await browser.newPage();
    await holdCamera(page);
    await page.addInitScript(() => {
      const at = (x: number, y: number) => ({ locations: [{ x, y }] });
      const face = (width: number, nose: number) => ({
        boundingBox: { x: 120 - width / 2, y: 50, width, height: width },
        landmarks: [
          { type: "eye", ...at(105, 80) },
          { type: "eye", ...at(135, 80) },
          { type: "nose", ...at(nose, 100) },
        ],
      });
      const faces = { far: face(30, 120), turned: face(90, 150), well: face(90, 121) };
      class FaceDetector {
        detect = async () => [faces[document.title as keyof typeof faces] ?? faces.well];
      }
      Object.assign(window, { FaceDetector });
    });
    await page.goto(address);
    await page.locator("video").waitFor();
    await show(page, people()[0]!);
    for (const [title, words] of [
      ["far", "Come closer"],
      ["turned", "Look straight"],
      ["well", "Face inside the oval"],
    ] as const) {
      await page.evaluate((title) => {
        document.title = title;
      }, title);
      await page.locator("[aria-live=polite]").getByText(words).waitFor();
    }
    await page.close();
  });

  it("is readable on a small telephone, at night and in Hindi", async () => {
    for (const query of ["?theme=dark&in=hi", "?theme=light&in=hi", "?side=back&theme=dark"]) {
      const page = await opened(query, { width: 320 });
      await page.locator("video").waitFor();
      await page.waitForTimeout(700);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(320);
      await picture(page, `small${query.replace(/\W+/g, "-")}`);
      await page.context().close();
    }
  });
});

describe("a code", () => {
  it("of each kind is read by the program that came from our own address", async () => {
    const page = await opened("?side=back");
    await page.locator("video").waitFor();
    const outside: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith("blob:")) outside.push(request.url());
    });
    await tried(page, ({ preload }) => preload());
    const codes = [
      ["OMR-000123", "Code128", "code_128"],
      ["SHEET 42", "Code39", "code_39"],
      ["4006381333931", "EAN13", "ean_13"],
      ["12345678", "ITF", "itf"],
      ["https://example.invalid/r/2026-0001", "QRCode", "qr_code"],
      ["DM 00017", "DataMatrix", "data_matrix"],
      ["ROLL 17 CENTRE 4", "PDF417", "pdf417"],
    ] as const;
    for (const [text, kind, format] of codes) {
      await show(page, await barcode(text, kind), 0.5);
      await expect.poll(() => tried(page, ({ codes }) => codes.at(-1))).toEqual({ text, format });
    }
    await picture(page, "code");
    expect(await tried(page, ({ codes }) => codes.length)).toBe(codes.length);
    expect(outside).toEqual([]);
    await page.context().close();
  });

  it("is told again when it comes again, and is read from a file", async () => {
    const page = await opened("?side=back");
    await page.locator("video").waitFor();
    const [sheet, other] = [await barcode("OMR-1", "Code128"), await barcode("OMR-2", "Code128")];
    await show(page, sheet);
    await expect.poll(() => tried(page, ({ codes }) => codes.length)).toBe(1);
    await show(page, other);
    await page.waitForTimeout(1_300);
    await show(page, sheet);
    await expect
      .poll(() => tried(page, ({ codes }) => codes.map(({ text }) => text)))
      .toEqual(["OMR-1", "OMR-2", "OMR-1"]);
    const read = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const { tried } = window as unknown as { tried: Tried };
      return [await tried.readFrom(new Blob([bytes])), await tried.readFrom(new Blob(["no picture"])).catch(String)];
    }, Buffer.from(sheet).toString("base64"));
    expect(read[0]).toEqual([{ text: "OMR-1", format: "code_128" }]);
    expect(read[1]).toEqual([]);
    await page.context().close();
  });
});

describe("a fingerprint", () => {
  it("comes from the reader's program beside the page, or has a name for why not", async () => {
    const page = await opened();
    const states = () => tried(page, async ({ probe }) => (await probe()).map(({ presence }) => presence));
    const reader = await FalseReader.listening();
    try {
      reader.running = false;
      expect(await states()).toEqual(["absent", "absent", "ready", "ready"]);
      reader.running = true;
      expect(await states()).toEqual(["ready", "absent", "ready", "ready"]);
      const capture = () => tried(page, ({ capture }) => capture("mfs100"));
      expect(await capture()).toMatchObject({ type: "image/bmp", quality: 71, model: "MFS100" });
      for (const [next, failure] of [
        ["timeout", "timeout"],
        ["poor", "poor"],
        ["broken", "unreadable"],
      ] as const) {
        reader.next = next;
        expect(await capture()).toBe(failure);
      }
      reader.plugged = false;
      expect(await capture()).toBe("noDevice");
      expect((await states())[0]).toBe("noDevice");
      expect(reader.captures[0]).toEqual({ Quality: 55, TimeOut: 10 });
      reader.running = false;
      expect(await capture()).toBe("absent");
    } finally {
      await reader.end();
    }
    expect(await tried(page, ({ capture }) => capture("simulated"))).toMatchObject({ type: "image/png" });
    await page.context().close();
  });
});

describe("a reader beside a page from elsewhere", () => {
  const [own] = Object.values(networkInterfaces())
    .flat()
    .filter((one) => one && !one.internal && one.family === "IPv4");

  it.skipIf(!own)("is asked only when the browser was allowed to", async () => {
    const elsewhere = address.replace("127.0.0.1", own!.address).replace(/\/$/, "");
    const chrome = await launched([`--unsafely-treat-insecure-origin-as-secure=${elsewhere}`]);
    const reader = await FalseReader.listening();
    try {
      for (const [rights, presence] of [
        [[], "refused"],
        [["local-network-access"], "ready"],
      ] as const) {
        const context = await chrome.newContext();
        await context.grantPermissions([...rights]);
        const page = await context.newPage();
        await page.goto(elsewhere);
        await page.waitForFunction(() => "tried" in window);
        const [first] = await tried(page, ({ probe }) => probe());
        expect(first?.presence).toBe(presence);
        await context.close();
      }
    } finally {
      await reader.end();
      await chrome.close();
    }
  });
});

describe("the screen", () => {
  it("is kept on until nobody needs it", async () => {
    const page = await opened();
    await page.evaluate(() => {
      const { tried } = window as unknown as { tried: Tried };
      const stop = tried.keepAwake((kept) => tried.awake.push(kept));
      setTimeout(stop, 1_500);
    });
    await expect.poll(() => tried(page, ({ awake }) => awake)).toEqual([true, false]);
    await page.context().close();
  });
});

describe("sound", () => {
  it("is heard after the first touch, and not before", async () => {
    const page = await opened();
    expect(await tried(page, ({ signal }) => signal("good"))).toBe(false);
    await page.keyboard.press("Shift");
    await page.locator("body").click();
    await expect.poll(() => tried(page, ({ isAudible }) => isAudible())).toBe(true);
    expect(await tried(page, ({ signal }) => ["good", "again", "wrong"].map((one) => signal(one as "good")))).toEqual([
      true,
      true,
      true,
    ]);
    expect(await tried(page, ({ battery }) => battery())).toMatchObject({ level: expect.any(Number) });
    await page.context().close();
  });
});

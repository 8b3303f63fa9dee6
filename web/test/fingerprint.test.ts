import { afterEach, describe, expect, it, vi } from "vitest";
import { FingerprintFailed, imageOfBase64 } from "../src/capture/fingerprint/driver";
import { drivers, probeAll } from "../src/capture/fingerprint/drivers";
import { mfs100, secondsOf } from "../src/capture/fingerprint/mfs100";
import { devicesOf, morfin } from "../src/capture/fingerprint/morfin";
import { ridges } from "../src/capture/fingerprint/ridges";

const BMP = btoa("BM rest of it");
const plugged = { ErrorCode: "0", DeviceInfo: { Model: "MFS100" } };

interface Call {
  url: string;
  method: string;
  body: unknown;
}

/** A program that answers by path; the addresses that begin otherwise are closed. */
function service(base: string, answers: Record<string, object>, rights: Record<string, string> = {}): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("navigator", {
    permissions: {
      query: async ({ name }: { name: string }) => {
        if (!rights[name]) throw new TypeError(name);
        return { state: rights[name] };
      },
    },
  });
  vi.stubGlobal("fetch", async (url: string, { method = "GET", body, signal }: RequestInit) => {
    calls.push({ url, method, body: typeof body === "string" ? JSON.parse(body) : undefined });
    signal?.throwIfAborted();
    const answer = answers[url.split("/").at(-1) ?? ""];
    if (!url.startsWith(base) || !answer) throw new TypeError("Failed to fetch");
    return new Response(JSON.stringify(answer));
  });
  return calls;
}

afterEach(() => vi.unstubAllGlobals());
const wait = { timeoutMilliseconds: 15_000 };
const failureOf = (told: Promise<unknown>) =>
  told.then(
    () => "none",
    (error) => (error as FingerprintFailed).failure,
  );

describe("an MFS100", () => {
  it("is asked as public code asks it, and gives a picture", async () => {
    const calls = service("http://localhost:8003", {
      info: plugged,
      capture: { ErrorCode: "0", BitmapData: BMP, Quality: 71 },
    });
    const { image, quality, model } = await mfs100().capture(wait);
    expect([image.type, quality, model]).toEqual(["image/bmp", 71, "MFS100"]);
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET https://localhost:8003/mfs100/info",
      "GET http://localhost:8003/mfs100/info",
      "POST http://localhost:8003/mfs100/capture",
    ]);
    expect(calls.at(-1)?.body).toEqual({ Quality: 55, TimeOut: 15 });
  });

  it("has a name for each failure", async () => {
    const fails = async (capture: object) => {
      service("https://localhost:8003", { info: plugged, capture });
      return failureOf(mfs100().capture(wait));
    };
    expect(await fails({ ErrorCode: "-1140", ErrorDescription: "Timeout" })).toBe("timeout");
    expect(await fails({ ErrorCode: -1307 })).toBe("noDevice");
    expect(await fails({ ErrorCode: "-1318" })).toBe("poor");
    expect(await fails({ ErrorCode: "-1", ErrorDescription: "MFS100 not Found" })).toBe("noDevice");
    expect(await fails({ ErrorCode: "-1", ErrorDescription: "?" })).toBe("unreadable");
    expect(await fails({ ErrorCode: "0", BitmapData: btoa("GIF89a") })).toBe("unreadable");
    expect(await fails({ ErrorCode: "0", BitmapData: "%%%" })).toBe("unreadable");
    expect(await fails({ ErrorCode: "0" })).toBe("unreadable");
  });

  it("is told from one that is unplugged, from none, and from one that may not be asked", async () => {
    service("https://localhost:8003", { info: plugged });
    expect(await mfs100().probe()).toBe("ready");
    service("https://localhost:8003", { info: { ErrorCode: "-1307", ErrorDescription: "MFS100 not Found" } });
    expect(await mfs100().probe()).toBe("noDevice");
    service("nowhere", {});
    expect(await mfs100().probe()).toBe("absent");
    for (const right of ["local-network-access", "loopback-network"]) {
      service("nowhere", {}, { [right]: "denied" });
      expect(await mfs100().probe()).toBe("refused");
    }
  });

  it("can be given up", async () => {
    service("https://localhost:8003", { info: plugged });
    expect(await failureOf(mfs100().capture({ ...wait, signal: AbortSignal.abort() }))).toBe("cancelled");
  });

  it("finds its address anew when the one it had is silent", async () => {
    const driver = mfs100();
    service("https://localhost:8003", { info: plugged });
    expect(await driver.probe()).toBe("ready");
    service("http://localhost:8004", { info: plugged });
    expect(await driver.probe()).toBe("absent");
    expect(await driver.probe()).toBe("ready");
  });

  it("waits as long as the reader recommends", () => {
    expect([1_000, 10_001, 90_000].map(secondsOf)).toEqual([10, 11, 60]);
  });
});

describe("a MorFin reader", () => {
  const answers = {
    connecteddevicelist: { ErrorCode: 0, ErrorDescription: "Found Devices: MFS500,MARC10" },
    checkdevice: { ErrorCode: "0" },
    info: { ErrorCode: "0" },
    capture: { ErrorCode: 0, BitmapData: BMP, Quality: "64" },
  };

  it("is made ready first, and is told everything as text", async () => {
    const calls = service("http://localhost:8030", answers);
    expect(await morfin().capture(wait)).toMatchObject({ quality: 64, model: "MFS500" });
    expect(calls.every(({ method }) => method === "POST")).toBe(true);
    expect(calls.map(({ url }) => url.split("/").at(-1))).toEqual(Object.keys(answers));
    expect(calls.slice(1).map(({ body }) => body)).toEqual([
      { ConnectedDvc: "MFS500" },
      { ConnectedDvc: "MFS500", ClientKey: "" },
      { Quality: "60", TimeOut: "15" },
    ]);
  });

  it("is asked for the picture where the capture has none", async () => {
    service("http://localhost:8030", {
      ...answers,
      capture: { ErrorCode: "0" },
      getimage: { ErrorCode: "0", ImgData: BMP },
    });
    expect((await morfin().capture(wait)).image.size).toBe(13);
  });

  it("may be unplugged", async () => {
    const none = { connecteddevicelist: { ErrorCode: "0", ErrorDescription: "Found Devices: " } };
    service("http://localhost:8030", none);
    expect(await morfin().probe()).toBe("noDevice");
    expect(await failureOf(morfin().capture(wait))).toBe("noDevice");
    expect(devicesOf({})).toEqual([]);
  });
});

describe("the drivers", () => {
  it("have a simulated one only in a demo, and a file last", () => {
    expect(drivers().map(({ id }) => id)).toEqual(["mfs100", "morfin", "file"]);
    expect(drivers({ demo: true }).filter((one) => one.simulated)).toHaveLength(1);
    expect(drivers({ demo: true }).at(-1)?.id).toBe("file");
  });

  it("are asked all", async () => {
    service("http://localhost:8030", { connecteddevicelist: { ErrorCode: "0", ErrorDescription: "Found: MFS500" } });
    expect((await probeAll(drivers())).map(({ presence }) => presence)).toEqual(["absent", "ready", "ready"]);
  });
});

describe("a picture", () => {
  it("is known by how it begins", () => {
    expect(imageOfBase64(`data:image/bmp;base64,${BMP}`).type).toBe("image/bmp");
    expect(imageOfBase64(btoa("\x89PNG rest")).type).toBe("image/png");
    expect(() => imageOfBase64(btoa("\xff\xd8"))).toThrow(FingerprintFailed);
  });

  it("that is drawn is the same for one seed and differs for another", () => {
    expect(ridges(1, 80, 90)).toEqual(ridges(1, 80, 90));
    expect(ridges(1, 80, 90)).not.toEqual(ridges(2, 80, 90));
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { CameraFailed, constraints, failureOf, fitted, openCamera } from "../src/capture/camera";

afterEach(() => vi.unstubAllGlobals());

/** A track that a test can end from outside. */
function track(settings: MediaTrackSettings = {}, capabilities?: object) {
  const made = Object.assign(new EventTarget(), {
    stopped: 0,
    stop: () => {
      made.stopped += 1;
    },
    getSettings: () => settings,
    ...(capabilities ? { getCapabilities: () => capabilities } : {}),
    applyConstraints: vi.fn(async () => undefined),
  });
  return made;
}

function machine(answer: (wanted: MediaStreamConstraints) => ReturnType<typeof track>) {
  const asked: MediaStreamConstraints[] = [];
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("navigator", {
    mediaDevices: {
      getUserMedia: async (wanted: MediaStreamConstraints) => {
        asked.push(wanted);
        const one = answer(wanted);
        return { getTracks: () => [one], getVideoTracks: () => [one] };
      },
    },
  });
  return asked;
}

const named = (name: string): Error => Object.assign(new Error(name), { name });

describe("the camera", () => {
  it("has a name for whatever the browser refuses with", () => {
    const names = ["NotAllowedError", "SecurityError", "NotFoundError", "OverconstrainedError", "NotReadableError"];
    expect(names.map((name) => failureOf(named(name)))).toEqual(["refused", "refused", "none", "none", "busy"]);
    expect(failureOf("anything")).toBe("busy");
  });

  it("says of a page that is not secure that it is the page", async () => {
    vi.stubGlobal("isSecureContext", false);
    await expect(openCamera({ facing: "user" })).rejects.toMatchObject({ failure: "insecure" });
  });

  it("says that there is none where the browser knows of no cameras", async () => {
    vi.stubGlobal("isSecureContext", true);
    vi.stubGlobal("navigator", {});
    await expect(openCamera({ facing: "user" })).rejects.toMatchObject({ failure: "none" });
  });

  it("asks for a side as a wish, for a camera by its name as a must", () => {
    expect(constraints({ facing: "environment" }).video).toMatchObject({ facingMode: { ideal: "environment" } });
    expect(constraints({ facing: "user", deviceId: "a" }).video).toMatchObject({ deviceId: { exact: "a" } });
  });

  it("takes another camera where the remembered one is gone", async () => {
    const asked = machine(({ video }) => {
      if (typeof video === "object" && video.deviceId) throw named("OverconstrainedError");
      return track({ deviceId: "b", facingMode: "user" });
    });
    const camera = await openCamera({ facing: "user", deviceId: "a" });
    expect(asked).toHaveLength(2);
    expect(camera).toMatchObject({ deviceId: "b", facing: "user", hasTorch: false });
  });

  it("does not ask twice where it was refused", async () => {
    const asked = machine(() => {
      throw named("NotAllowedError");
    });
    await expect(openCamera({ facing: "user", deviceId: "a" })).rejects.toBeInstanceOf(CameraFailed);
    expect(asked).toHaveLength(1);
  });

  it("is released when nobody waits for it any more, before and after it was opened", async () => {
    const one = track();
    machine(() => one);
    const early = AbortSignal.abort();
    await expect(openCamera({ facing: "user", signal: early })).rejects.toBe(early.reason);
    expect(one.stopped).toBe(1);
    const leaving = new AbortController();
    await openCamera({ facing: "user", signal: leaving.signal });
    leaving.abort();
    expect(one.stopped).toBe(2);
  });

  it("tells when it was lost, and has let it go", async () => {
    const one = track();
    machine(() => one);
    const onLost = vi.fn();
    await openCamera({ facing: "user", onLost });
    one.dispatchEvent(new Event("ended"));
    expect(onLost).toHaveBeenCalledOnce();
    expect(one.stopped).toBe(1);
  });

  it("has a light where the track has one", async () => {
    const one = track({}, { torch: true });
    machine(() => one);
    const camera = await openCamera({ facing: "environment" });
    expect(camera.hasTorch).toBe(true);
    expect(await camera.torch(true)).toBe(true);
    expect(one.applyConstraints).toHaveBeenCalledWith({ advanced: [{ torch: true }] });
    one.applyConstraints.mockRejectedValueOnce(new Error("no"));
    expect(await camera.torch(false)).toBe(false);
  });

  it("makes a picture smaller and never larger", () => {
    expect(fitted(1920, 1080)).toEqual({ width: 1280, height: 720 });
    expect(fitted(1080, 1920)).toEqual({ width: 720, height: 1280 });
    expect(fitted(640, 480)).toEqual({ width: 640, height: 480 });
    expect(fitted(4000, 1)).toEqual({ width: 1280, height: 1 });
  });
});

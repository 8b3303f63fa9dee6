/** A page with nothing but what is tried: the parts that need a browser, under the station's own rules of content. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import "../../src/ui/tokens.css";
import { keepAwake } from "../../src/capture/awake";
import { type Code, preload, readFrom, watch } from "../../src/capture/barcode";
import { battery } from "../../src/capture/battery";
import { type Camera, CameraFailed, cameras, openCamera, snapshot } from "../../src/capture/camera";
import { FingerprintFailed } from "../../src/capture/fingerprint/driver";
import { drivers, probeAll } from "../../src/capture/fingerprint/drivers";
import { watchQuality } from "../../src/capture/hints";
import type { Measures } from "../../src/capture/quality";
import { isAudible, signal, unlock } from "../../src/capture/signal";
import { type Language, speak } from "../../src/text";
import { Button } from "../../src/ui/button/Button";
import { CameraView, type Hint } from "../../src/ui/camera/CameraView";
import type { Failed } from "../../src/ui/camera/Live";
import { frameIn, ovalIn } from "../../src/ui/camera/shapes";
import { Viewfinder } from "../../src/ui/camera/Viewfinder";

const asked = new URLSearchParams(location.search);
const side = asked.get("side") === "back" ? "environment" : "user";
await speak((asked.get("in") as Language | null) ?? "en");
document.documentElement.dataset.theme = asked.get("theme") ?? "light";

const tried = {
  codes: [] as Code[],
  video: undefined as HTMLVideoElement | undefined,
  camera: undefined as Camera | undefined,
  measures: undefined as Measures | undefined,
  awake: [] as boolean[],
  battery,
  cameras,
  isAudible,
  keepAwake,
  preload,
  readFrom,
  signal,
  snapshot,
  probe: () => probeAll(drivers({ demo: true })),
  /** Size, kind and first bytes of what was captured, or why nothing was. */
  capture: async (id: string) => {
    try {
      const driver = drivers({ demo: true }).find((one) => one.id === id);
      const { image, quality, model } = await driver!.capture({ timeoutMilliseconds: 10_000 });
      return { type: image.type, size: image.size, quality, model };
    } catch (error) {
      return error instanceof FingerprintFailed ? error.failure : String(error);
    }
  },
};
export type Tried = typeof tried;
Object.assign(window, { tried });
unlock();

function Page() {
  const [camera, setCamera] = useState<Camera>();
  const [failed, setFailed] = useState<Failed>();
  const [hint, setHint] = useState<Hint>();
  const [video, setVideo] = useState<HTMLVideoElement>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    setFailed(undefined);
    openCamera({ facing: side, signal: leaving.signal, onLost: () => setFailed("lost") }).then(
      (opened) => {
        tried.camera = opened;
        setCamera(opened);
      },
      (error: unknown) => error instanceof CameraFailed && setFailed(error.failure),
    );
    return () => leaving.abort();
  }, [tries]);
  useEffect(() => {
    tried.video = video;
    if (!video) return;
    return side === "user"
      ? watchQuality(video, ovalIn, (next, measures) => {
          tried.measures = measures;
          setHint(next);
        })
      : watch(video, (code) => tried.codes.push(code), { within: frameIn });
  }, [video]);
  const props = { stream: camera?.stream, failed, onVideo: setVideo };
  const again = <Button onClick={() => setTries(tries + 1)}>Again</Button>;
  if (side === "environment") return <Viewfinder {...props}>{again}</Viewfinder>;
  return (
    <CameraView {...props} hint={hint} mirrored>
      {again}
    </CameraView>
  );
}

const root = document.querySelector("#root");
if (root) render(<Page />, root);

import { type Face, type Frame, type Hint, hintOf, type Measures, measure, type Oval, Steady } from "./quality";

/** The finder of faces that some browsers have (https://wicg.github.io/shape-detection-api/#face-detection-api). */
interface Detector {
  detect: (source: CanvasImageSource) => Promise<Detected[]>;
}

interface Detected {
  boundingBox: DOMRectReadOnly;
  landmarks?: readonly { type: string; locations: readonly { x: number; y: number }[] }[] | null;
}

type Finder = new (options?: { maxDetectedFaces?: number; fastMode?: boolean }) => Detector;

/**
 * So high is a picture that is measured. A face in the oval is then about as many pixels wide as the server's, whose
 * faces are measured at 112 pixels: detail means the same here and there.
 */
const HEIGHT = 180;

function detector(): Detector | undefined {
  const { FaceDetector } = globalThis as { FaceDetector?: Finder };
  try {
    return FaceDetector && new FaceDetector({ maxDetectedFaces: 1, fastMode: true });
  } catch {
    return undefined;
  }
}

function centre(points: readonly { x: number; y: number }[]): { x: number; y: number } | undefined {
  if (points.length === 0) return undefined;
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function faceOf({ boundingBox: { x, y, width, height }, landmarks }: Detected): Face {
  const of = (type: string) =>
    (landmarks ?? []).filter((one) => one.type === type).flatMap(({ locations }) => centre(locations) ?? []);
  const [one, other] = of("eye");
  const [nose] = of("nose");
  return { x, y, width, height, eyes: one && other && [one, other], nose };
}

/**
 * Looks through the camera and tells each change of the one hint, until it is stopped.
 *
 * @param ovalIn Where the oval is in a picture of these sides: the one that is drawn over the video.
 */
export function watchQuality(
  video: HTMLVideoElement,
  ovalIn: (width: number, height: number) => Oval,
  onHint: (hint: Hint | undefined, measures: Measures) => void,
  every = 150,
): () => void {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const steady = new Steady<Hint>();
  let finder = detector();
  let shown: Hint | undefined;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const find = async (): Promise<Face | undefined> => {
    if (!finder) return undefined;
    try {
      const [found] = await finder.detect(canvas);
      return found && faceOf(found);
    } catch {
      // It is named and does not work, as on machines without the service behind it.
      finder = undefined;
      return undefined;
    }
  };
  const look = async (): Promise<void> => {
    if (context && video.videoWidth && !document.hidden) {
      canvas.height = HEIGHT;
      canvas.width = Math.max(1, Math.round((HEIGHT * video.videoWidth) / video.videoHeight));
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const frame: Frame = context.getImageData(0, 0, canvas.width, canvas.height);
      const measures = measure(frame, ovalIn(frame.width, frame.height), await find());
      const hint = steady.see(hintOf(measures), performance.now());
      if (!stopped && hint !== shown) {
        shown = hint;
        onHint(hint, measures);
      }
    }
    if (!stopped) timer = setTimeout(look, every);
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

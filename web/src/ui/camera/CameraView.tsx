import { t } from "../../text";
import { Live, type LiveProps } from "./Live";
import { ovalIn } from "./shapes";

export type Hint = "dark" | "bright" | "blurred" | "far" | "turn";

/** An ellipse of two half turns. */
function oval(width: number, height: number): string {
  const { x, y, radiusX, radiusY } = ovalIn(width, height);
  const half = (dx: number): string => `a${radiusX} ${radiusY} 0 1 0 ${dx} 0`;
  return `M${x - radiusX} ${y}${half(2 * radiusX)}${half(-2 * radiusX)}Z`;
}

/** The camera before a face: an oval for it, and the one thing to change. */
export function CameraView({ hint, ...live }: LiveProps & { hint?: Hint | undefined }) {
  return (
    <Live {...live} shape={oval} says={hint ? t(`camera.hint.${hint}`) : t("camera.look")} urgent={Boolean(hint)} />
  );
}

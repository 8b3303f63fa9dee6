import { t } from "../../text";
import { Live, type LiveProps } from "./Live";
import { frameIn } from "./shapes";

function frame(width: number, height: number): string {
  const { x, y, width: wide, height: high } = frameIn(width, height);
  return `M${x} ${y}h${wide}v${high}h${-wide}Z`;
}

/** The camera over a code: a frame to hold it in. */
export function Viewfinder(live: LiveProps) {
  return <Live {...live} shape={frame} says={t("camera.aim")} />;
}

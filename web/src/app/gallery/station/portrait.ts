/** A drawn face, which is nobody's: of another colour and hair by `which`. */
const SKINS = ["#c98f63", "#a86d43", "#8d5a34", "#d6a277"];
const SHIRTS = ["#2f5d7a", "#7a3f2f", "#4d6b3a", "#5b4a80"];
const WALLS = ["#c3ccd1", "#cfc8bb", "#bccabf", "#c9c2d0"];
const pick = (list: readonly string[], which: number): string => list[which % list.length] ?? "#888888";

export function portrait(context: CanvasRenderingContext2D, width: number, height: number, which: number): void {
  const round = (x: number, y: number, rx: number, ry: number, colour: string): void => {
    context.fillStyle = colour;
    context.beginPath();
    context.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
    context.fill();
  };
  const [x, y, head] = [width / 2, 0.48 * height, 0.25 * Math.min(height, 1.3 * width)];
  context.fillStyle = pick(WALLS, which);
  context.fillRect(0, 0, width, height);
  round(x, y + 2.15 * head, 1.7 * head, head, pick(SHIRTS, which));
  context.fillStyle = pick(SKINS, which);
  context.fillRect(x - 0.34 * head, y + 0.7 * head, 0.68 * head, 0.75 * head);
  round(x, y - 0.28 * head, 0.9 * head, 1.05 * head, "#1d1712");
  round(x, y + 0.12 * head, 0.76 * head, head, pick(SKINS, which));
  for (const side of [-1, 1]) {
    round(x + side * 0.3 * head, y, 0.15 * head, 0.085 * head, "#f4efe8");
    round(x + side * 0.3 * head, y, 0.07 * head, 0.075 * head, "#22170f");
    context.fillStyle = "#1d1712";
    context.fillRect(x + side * 0.3 * head - 0.17 * head, y - 0.22 * head, 0.34 * head, 0.055 * head);
  }
  round(x, y + 0.32 * head, 0.1 * head, 0.13 * head, "rgb(0 0 0 / 0.14)");
  round(x, y + 0.65 * head, 0.24 * head, 0.075 * head, "#8b3f38");
  // Hair and cloth have detail, as in a photograph that is sharp.
  context.lineWidth = Math.max(1, width / 400);
  for (let line = 0; line < 60; line++) {
    const shift = ((line / 30 - 1) * 0.85 + 0.02 * Math.sin(line * 7)) * head;
    context.strokeStyle = line % 2 ? "rgb(255 255 255 / 0.35)" : "rgb(0 0 0 / 0.4)";
    context.beginPath();
    context.moveTo(x + shift * 0.5, y - 1.3 * head);
    context.lineTo(x + shift, y - 0.45 * head);
    context.moveTo(x + 1.6 * shift, y + 1.3 * head);
    context.lineTo(x + 1.9 * shift, y + 2.4 * head);
    context.stroke();
  }
}

/** As it was enrolled. */
export async function photograph(which: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [480, 600];
  const context = canvas.getContext("2d");
  if (context) portrait(context, canvas.width, canvas.height, which);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
  return new Uint8Array((await blob?.arrayBuffer()) ?? []);
}

export interface Cell {
  /** From 0 to 1: how much of it has come. */
  share: number;
  state: "quiet" | "arriving" | "done" | "waiting" | "silent";
}

export interface Look {
  pitch: number;
  columns: number;
  height: number;
}

/** Cells are as large as their number lets them be. */
export function layout(count: number, width: number): Look {
  const pitch = count <= 60 ? 44 : count <= 400 ? 28 : count <= 1500 ? 20 : 11;
  const columns = Math.max(1, Math.floor(width / pitch));
  return { pitch, columns, height: Math.max(1, Math.ceil(count / columns)) * pitch };
}

interface Colours {
  accent: string;
  soft: string;
  sunken: string;
  edge: string;
  warn: string;
  bad: string;
  ink: string;
}

function colours(): Colours {
  const probe = document.createElement("span");
  document.body.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const all = {
    accent: read("accent"),
    soft: read("accent-soft"),
    sunken: read("sunken"),
    edge: read("edge"),
    warn: read("warn-fill"),
    bad: read("bad-fill"),
    ink: read("ink"),
  };
  probe.remove();
  return all;
}

/** The whole grid. Five thousand cells take some milliseconds; it is drawn four times a second at most. */
export function draw(canvas: HTMLCanvasElement, cells: readonly Cell[], look: Look, at: number | undefined): void {
  const scale = Math.max(1, window.devicePixelRatio);
  const width = look.columns * look.pitch;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(look.height * scale);
  canvas.style.width = `${width}px`;
  const paint = canvas.getContext("2d");
  if (!paint) return;
  paint.scale(scale, scale);
  const used = colours();
  cells.forEach((cell, index) => {
    const x = (index % look.columns) * look.pitch;
    const y = Math.floor(index / look.columns) * look.pitch;
    one(paint, cell, x, y, look.pitch, used);
    if (index === at) {
      paint.strokeStyle = used.ink;
      paint.lineWidth = 2;
      paint.strokeRect(x + 1, y + 1, look.pitch - 2, look.pitch - 2);
    }
  });
}

/** A cell fills from below; what waits is a triangle, what is silent a diamond with nothing in it. */
function one(paint: CanvasRenderingContext2D, cell: Cell, x: number, y: number, pitch: number, used: Colours): void {
  const gap = Math.max(1.5, pitch * 0.1);
  const size = pitch - 2 * gap;
  const [left, top] = [x + gap, y + gap];
  if (cell.state === "silent" || cell.state === "waiting") {
    const middle = left + size / 2;
    paint.beginPath();
    if (cell.state === "silent") {
      paint.moveTo(middle, top);
      paint.lineTo(left + size, top + size / 2);
      paint.lineTo(middle, top + size);
      paint.lineTo(left, top + size / 2);
      paint.closePath();
      paint.strokeStyle = used.bad;
      paint.lineWidth = Math.max(2, size * 0.12);
      paint.stroke();
    } else {
      paint.moveTo(middle, top);
      paint.lineTo(left + size, top + size);
      paint.lineTo(left, top + size);
      paint.closePath();
      paint.fillStyle = used.warn;
      paint.fill();
    }
    return;
  }
  paint.fillStyle = cell.state === "quiet" ? used.sunken : used.soft;
  paint.fillRect(left, top, size, size);
  const filled = cell.state === "done" ? size : size * Math.min(1, cell.share);
  paint.fillStyle = used.accent;
  paint.fillRect(left, top + size - filled, size, filled);
  if (cell.state === "quiet") {
    paint.strokeStyle = used.edge;
    paint.lineWidth = 1;
    paint.strokeRect(left + 0.5, top + 0.5, size - 1, size - 1);
  }
}

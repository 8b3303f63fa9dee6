import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ridges } from "../../src/capture/fingerprint/ridges";

const [WIDTH, HEIGHT] = [316, 354];
const PIXELS_PER_METRE = 19_685; // 500 dpi.

/** Grey levels as a BMP of 8 bits with its palette: upside down, rows of four bytes each, as readers write them. */
export function bmp(grey: Uint8Array, width = WIDTH, height = HEIGHT): Buffer {
  const row = Math.ceil(width / 4) * 4;
  const start = 14 + 40 + 1024;
  const file = Buffer.alloc(start + row * height);
  file.write("BM");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(start, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(8, 28);
  file.writeUInt32LE(row * height, 34);
  file.writeInt32LE(PIXELS_PER_METRE, 38);
  file.writeInt32LE(PIXELS_PER_METRE, 42);
  file.writeUInt32LE(256, 46);
  for (let level = 0; level < 256; level++) file.fill(level, 54 + level * 4, 54 + level * 4 + 3);
  for (let y = 0; y < height; y++) file.set(grey.subarray(y * width, (y + 1) * width), start + (height - 1 - y) * row);
  return file;
}

/** A finger as a picture that the server grades as a good one; nobody's. */
export const finger = (seed: number): Buffer => bmp(ridges(seed, WIDTH, HEIGHT));

/** What the next finger does: it is taken; it never comes; the reader will not take it; it is no picture. */
export type Next = "good" | "timeout" | "poor" | "broken";

/** So long one waits for another story to be done with the port. */
const WAIT_MILLISECONDS = 100_000;

/**
 * A false client service of an MFS100: it answers like the one that public code speaks to, at its own port. Only one
 * runs at a time on a machine; the next one waits.
 */
export class FalseReader {
  /** Whether a reader is plugged in. */
  plugged = true;
  next: Next = "good";
  /** Milliseconds that a finger takes to come. */
  after = 200;
  /** What was captured with, in its order: `{Quality, TimeOut}`. */
  readonly captures: unknown[] = [];
  #running = true;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async listening(port = 8003): Promise<FalseReader> {
    const reader = new FalseReader();
    const server = reader.#server;
    server.on("connection", (socket) => !reader.#running && socket.destroy());
    const until = Date.now() + WAIT_MILLISECONDS;
    const listen = (): Promise<void> =>
      new Promise((resolve, reject) => {
        server.once("error", reject).listen(port, "localhost", () => {
          server.off("error", reject);
          resolve();
        });
      });
    for (;;) {
      try {
        await listen();
        return reader;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || Date.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  /** Whether its program runs; while it does not, nobody else gets the port. */
  set running(is: boolean) {
    this.#running = is;
    if (!is) this.#server.closeAllConnections();
  }

  /** Where it listens. */
  get base(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/mfs100`;
  }

  end(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "content-type");
    response.setHeader("access-control-allow-methods", "GET, POST");
    response.setHeader("access-control-allow-private-network", "true");
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const said = await this.#said(`${request.method} ${request.url}`, Buffer.concat(chunks).toString());
    response.writeHead(said ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(said ?? {}));
  }

  async #said(asked: string, body: string): Promise<object | undefined> {
    const none = { ErrorCode: "-1307", ErrorDescription: "MFS100 not Found" };
    const device = { Make: "MANTRA", Model: "MFS100", SerialNo: "0000001", Width: "316", Height: "354" };
    if (asked === "GET /mfs100/info")
      return this.plugged ? { ErrorCode: "0", ErrorDescription: "Success", DeviceInfo: device } : none;
    if (asked !== "POST /mfs100/capture") return undefined;
    this.captures.push(JSON.parse(body));
    if (!this.plugged) return none;
    await new Promise((resolve) => setTimeout(resolve, this.after));
    if (this.next === "timeout") return { ErrorCode: "-1140", ErrorDescription: "Timeout" };
    if (this.next === "poor") return { ErrorCode: "-1318", ErrorDescription: "Bad Quality Finger" };
    const picture = this.next === "broken" ? Buffer.from("no picture") : finger(this.captures.length);
    return {
      ErrorCode: "0",
      ErrorDescription: "Success",
      Quality: 71,
      Nfiq: 2,
      BitmapData: picture.toString("base64"),
    };
  }
}

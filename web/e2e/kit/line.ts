import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** How the line carries: all of it, slowly, nothing and without a word, or not at all. */
export type Carries = "on" | "slow" | "silent" | "refused";

/** What happens to the bytes of one request to a path, or of its answer. */
export interface Mishap {
  path: RegExp;
  side: "request" | "answer";
  /** After so many bytes of it, its head counted. */
  after: number;
  /** Hung up; never carried on, and nobody is told; or one bit is another one from then on. */
  what: "cut" | "hold" | "flip";
}

/** A slice that goes at once where the line has a pace. */
const SLICE_BYTES = 16 * 1024;

const SLOW_MILLISECONDS = 1_500;

/** The line between a browser and the program: bytes go to and fro, until a story cuts it. */
export class Line {
  readonly #open = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #state: Carries = "on";
  readonly #mishaps: (Mishap & { happened: () => void })[] = [];
  /** Bytes that went to the browser, by the path that it asked for. */
  readonly got = new Map<string, number>();
  /** Bytes a second to the browser; nothing: as fast as they come. */
  pace: number | undefined;

  private constructor(readonly to: URL) {}

  static async to(address: string): Promise<Line> {
    const line = new Line(new URL(address));
    await line.#listen();
    return line;
  }

  /** What the browser opens. */
  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  #listen(): Promise<void> {
    const server = createServer((near) => this.#join(near));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, "127.0.0.1", () => {
        this.#port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  #join(near: Socket): void {
    const far = connect({ host: this.to.hostname, port: Number(this.to.port) });
    const now = { path: "", request: 0, answer: 0, held: false, flow: Promise.resolve() };
    for (const [side, from, into] of [
      ["request", near, far],
      ["answer", far, near],
    ] as const) {
      this.#open.add(from);
      from.setNoDelay(true);
      from.on("data", (bytes) => {
        const begun =
          side === "request" && /^(?:GET|POST|PATCH|DELETE) (\S+) HTTP/.exec(bytes.toString("latin1", 0, 512));
        // A browser asks on a connection only after the answer before.
        if (begun) Object.assign(now, { path: begun[1], request: 0, answer: 0 });
        const carried = this.#befalls(now, side, bytes, () => {
          near.destroy();
          far.destroy();
        });
        if (carried.length === 0) return;
        if (side === "answer") this.got.set(now.path, (this.got.get(now.path) ?? 0) + carried.length);
        if (side === "request" || !this.pace) return this.#carry(carried, into);
        from.pause();
        now.flow = now.flow.then(() => this.#trickle(carried, into)).then(() => void from.resume());
      });
      // One side's end is the other's, but for a line that is silent: it tells nobody.
      from.on("end", () => this.#state !== "silent" && !now.held && void now.flow.then(() => into.end()));
      from.on("error", () => into.destroy());
      from.on("close", () => {
        this.#open.delete(from);
        if (this.#state !== "silent" && !(now.held && from === far)) void now.flow.then(() => into.destroy());
      });
    }
  }

  /** What of these bytes goes on; all of them, where nothing befalls them. */
  #befalls(
    now: { path: string; request: number; answer: number; held: boolean },
    side: Mishap["side"],
    bytes: Buffer,
    hangUp: () => void,
  ): Buffer {
    if (now.held) return Buffer.alloc(0);
    const before = now[side];
    now[side] += bytes.length;
    const at = this.#mishaps.findIndex((one) => one.side === side && one.path.test(now.path) && now[side] > one.after);
    const mishap = this.#mishaps[at];
    if (!mishap) return bytes;
    this.#mishaps.splice(at, 1);
    const kept = bytes.subarray(0, Math.max(0, mishap.after - before));
    setImmediate(mishap.happened);
    if (mishap.what === "flip") {
      const other = Buffer.from(bytes);
      other[kept.length] = (other[kept.length] ?? 0) ^ 1;
      return other;
    }
    now.held = true;
    if (mishap.what === "cut") setTimeout(hangUp, 20);
    return kept;
  }

  /** What is to befall the next request to a path, once; done when it has. */
  befall(mishap: Mishap): Promise<void> {
    return new Promise((happened) => this.#mishaps.push({ ...mishap, happened }));
  }

  async #trickle(bytes: Buffer, into: Socket): Promise<void> {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      const slice = bytes.subarray(at, at + SLICE_BYTES);
      if (this.pace) await new Promise((resolve) => setTimeout(resolve, (1000 * slice.length) / (this.pace ?? 1)));
      this.#carry(slice, into);
    }
  }

  #carry(bytes: Buffer, into: Socket): void {
    if (this.#state === "silent") return;
    if (this.#state === "slow") setTimeout(() => into.writable && into.write(bytes), SLOW_MILLISECONDS);
    else if (into.writable) into.write(bytes);
  }

  #hangUp(): void {
    for (const socket of this.#open) socket.destroy();
    this.#open.clear();
  }

  /** Nothing is carried any more, and whoever calls is refused, as by a machine on which no program listens. */
  async cut(): Promise<void> {
    if (this.#state === "refused") return;
    this.#state = "refused";
    const server = this.#server;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    this.#hangUp();
    await closed;
  }

  /** What was open hangs; what is opened is taken, and never answered. */
  silence(): void {
    this.#state = "silent";
  }

  /** Each piece takes its time. */
  slow(): void {
    this.#state = "slow";
  }

  /** As good as new; what hung is hung up. */
  async restore(): Promise<void> {
    const before = this.#state;
    this.#state = "on";
    if (before === "silent") this.#hangUp();
    if (before === "refused") await this.#listen();
  }

  async end(): Promise<void> {
    await this.cut();
  }
}

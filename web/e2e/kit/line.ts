import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** How the line carries: all of it, slowly, nothing and without a word, or not at all. */
export type Carries = "on" | "slow" | "silent" | "refused";

const SLOW_MILLISECONDS = 1_500;

/** The line between a browser and the program: bytes go to and fro, until a story cuts it. */
export class Line {
  readonly #open = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #state: Carries = "on";

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
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(from);
      from.setNoDelay(true);
      from.on("data", (bytes) => this.#carry(bytes, into));
      // One side's end is the other's, but for a line that is silent: it tells nobody.
      from.on("end", () => this.#state !== "silent" && into.end());
      from.on("error", () => into.destroy());
      from.on("close", () => {
        this.#open.delete(from);
        if (this.#state !== "silent") into.destroy();
      });
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

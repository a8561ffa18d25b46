import type { Socket } from "node:net";
import type { SeededRandom } from "../support/seeded-random.ts";

/** How likely each fault is. */
export interface ConnectionFaults {
  /**
   * The server's answer is swallowed, and then the connection cut: the call was carried out, and nobody knows. For
   * each piece of data from a client that is long enough to be a call.
   */
  lostAck: number;
  /** Cut at a random byte of such a piece. */
  cutInCall: number;
  /** Cut at a random byte of what the server sends, for each piece of that. */
  cutInAnswer: number;
}

/** What all the pairs of a proxy share. */
export interface FaultState {
  faults: ConnectionFaults;
  /** How often each fault was applied. */
  applied: Record<keyof ConnectionFaults | "connections", number>;
  /** Nothing passes either way, and nobody is told. */
  isBlackholed: boolean;
  random: SeededRandom;
}

/** Shorter pieces are pings and the like. A call with its frame is longer. */
const CALL_BYTES = 150;
/** How long answers are swallowed before the connection is cut: longer than a commit takes. */
const SWALLOW_MS = 60;

/** One connection through the proxy: its two ends, and what is done to what passes between them. */
export class ProxiedConnection {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #sabotage: FaultState;
  #swallows = false;

  constructor(client: Socket, server: Socket, sabotage: FaultState) {
    this.#client = client;
    this.#server = server;
    this.#sabotage = sabotage;
    client.on("data", (data: Buffer) => this.#fromClient(data));
    server.on("data", (data: Buffer) => this.#fromServer(data));
    server.on("end", () => client.end());
    client.on("end", () => server.end());
  }

  /** Calls `gone` when either end is closed. */
  onClose(gone: () => void): void {
    for (const end of [this.#client, this.#server]) {
      end.on("close", () => {
        gone();
        if (this.#sabotage.isBlackholed) return;
        this.#client.destroy();
        this.#server.destroy();
      });
    }
  }

  /** Ends it; each side hears a FIN or an RST, as chance has it. */
  cut(): void {
    for (const end of [this.#client, this.#server]) {
      if (this.#sabotage.random.happens(1 / 2)) end.resetAndDestroy();
      else end.destroy();
    }
  }

  #fromClient(data: Buffer): void {
    const { faults, applied, random, isBlackholed } = this.#sabotage;
    if (isBlackholed) return;
    if (data.length < CALL_BYTES || this.#swallows) {
      this.#server.write(data);
      return;
    }
    if (random.happens(faults.cutInCall)) {
      applied.cutInCall += 1;
      this.#cutWithin(this.#server, data);
      return;
    }
    this.#server.write(data);
    if (!random.happens(faults.lostAck)) return;
    applied.lostAck += 1;
    this.#swallows = true;
    setTimeout(() => this.cut(), SWALLOW_MS);
  }

  #fromServer(data: Buffer): void {
    const { faults, applied, random, isBlackholed } = this.#sabotage;
    if (isBlackholed || this.#swallows) return;
    if (random.happens(faults.cutInAnswer)) {
      applied.cutInAnswer += 1;
      this.#cutWithin(this.#client, data);
      return;
    }
    if (this.#client.write(data)) return;
    this.#server.pause();
    this.#client.once("drain", () => this.#server.resume());
  }

  #cutWithin(end: Socket, data: Buffer): void {
    end.write(data.subarray(0, this.#sabotage.random.whole(0, data.length - 1)), () => this.cut());
  }
}

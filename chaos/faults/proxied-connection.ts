import type { Socket } from "node:net";
import type { SeededRandom } from "../support/seeded-random.ts";

/** The probability of each fault. */
export interface ConnectionFaults {
  /**
   * Drops the server's response and cuts the connection, so that the client does not learn the outcome of a call.
   * Drawn for each chunk from a client that is long enough to be a call.
   */
  lostAck: number;
  /** Cuts the connection at a random byte of such a chunk. */
  cutInCall: number;
  /** Cuts the connection at a random byte of a chunk from the server. Drawn for each of them. */
  cutInAnswer: number;
}

/** The state shared by all connections of a proxy. */
export interface FaultState {
  faults: ConnectionFaults;
  /** How often each fault was applied. */
  applied: Record<keyof ConnectionFaults | "connections", number>;
  /** Whether all data is dropped in both directions, without closing anything. */
  isBlackholed: boolean;
  random: SeededRandom;
}

/** Shorter chunks are pings and the like. A call in its frame is longer. */
const CALL_BYTES = 150;
/** How long responses are dropped before the connection is cut: longer than a commit takes. */
const DROP_MS = 60;

/** One connection through the proxy: its two sockets, and the faults applied to the data between them. */
export class ProxiedConnection {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #state: FaultState;
  #dropsAnswers = false;

  constructor(client: Socket, server: Socket, state: FaultState) {
    this.#client = client;
    this.#server = server;
    this.#state = state;
    client.on("data", (data: Buffer) => this.#fromClient(data));
    server.on("data", (data: Buffer) => this.#fromServer(data));
    server.on("end", () => client.end());
    client.on("end", () => server.end());
  }

  /** Calls `listener` when either end is closed. */
  onClose(listener: () => void): void {
    for (const end of [this.#client, this.#server]) {
      end.on("close", () => {
        listener();
        if (this.#state.isBlackholed) return;
        this.#client.destroy();
        this.#server.destroy();
      });
    }
  }

  /** Ends the connection. Each side gets a FIN or an RST at random. */
  cut(): void {
    for (const end of [this.#client, this.#server]) {
      if (this.#state.random.happens(1 / 2)) end.resetAndDestroy();
      else end.destroy();
    }
  }

  #fromClient(data: Buffer): void {
    const { faults, applied, random, isBlackholed } = this.#state;
    if (isBlackholed) return;
    if (data.length < CALL_BYTES || this.#dropsAnswers) {
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
    this.#dropsAnswers = true;
    setTimeout(() => this.cut(), DROP_MS);
  }

  #fromServer(data: Buffer): void {
    const { faults, applied, random, isBlackholed } = this.#state;
    if (isBlackholed || this.#dropsAnswers) return;
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
    end.write(data.subarray(0, this.#state.random.whole(0, data.length - 1)), () => this.cut());
  }
}

import { SQL } from "bun";
import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import { packNotices } from "./pack-notices.ts";
import type { PeerNotice } from "./peer-notice.ts";
import { createLivePeers } from "./live-peers.ts";
import { createOutgoingNotices } from "./outgoing-notices.ts";
import type { PeerChannel } from "./peer-channel.ts";

const CHANNEL = "switchboard";
/** The interval between heartbeats of an instance. */
const HEARTBEAT_MS: Millis = 3 * SECOND;
/**
 * An instance without a heartbeat for this long counts as dead. A connection that has not delivered our own heartbeat
 * for this long is replaced.
 */
const DEAD_AFTER_MS: Millis = 10 * SECOND;
const CONNECT_SECONDS = 5;
const CLOSE_TIMEOUT_MS: Millis = SECOND;

export interface PostgresPeerChannelDeps {
  /** `postgres://…`, a direct connection: LISTEN does not work through a pooler that shares connections. */
  url: string;
  /** The id of this instance. */
  instanceId: string;
  now: () => Instant;
  report: (what: string, error: unknown) => void;
  heartbeatMs?: Millis;
  deadAfterMs?: Millis;
}

/**
 * The payload of one NOTIFY. The number makes payloads unique, because Postgres delivers equal ones of a transaction
 * once.
 */
interface Envelope {
  from: string;
  no: number;
  /** `hello` asks every instance for a heartbeat, `bye` is the last one. */
  sign: "hello" | "here" | "bye" | null;
  parcels: PeerNotice[];
}

/**
 * Opens a channel over Postgres's LISTEN and NOTIFY, on two connections of its own and outside every transaction that
 * writes: a NOTIFY in one would serialize all commits. Notices that arrive while a batch is in flight go with the
 * next one. A lost connection comes back by itself; one that looks alive and delivers nothing is replaced.
 */
export function openPostgresPeerChannel(deps: PostgresPeerChannelDeps): PeerChannel {
  return new PostgresPeerChannel(deps);
}

class PostgresPeerChannel implements PeerChannel {
  readonly #deps: PostgresPeerChannelDeps;
  readonly #heartbeatMs: Millis;
  readonly #deadAfterMs: Millis;
  readonly #waiting = createOutgoingNotices();
  readonly #peers: ReturnType<typeof createLivePeers>;
  readonly #noticeHandlers: ((notice: PeerNotice) => void)[] = [];
  readonly #reconnectHandlers: (() => void)[] = [];
  readonly #timer: ReturnType<typeof setInterval>;
  #client: SQL;
  #sending: Promise<void> | null = null;
  #ownSignSeenAt: Instant;
  #no = 0;
  #closed = false;

  constructor(deps: PostgresPeerChannelDeps) {
    this.#deps = deps;
    this.#heartbeatMs = deps.heartbeatMs ?? HEARTBEAT_MS;
    this.#deadAfterMs = deps.deadAfterMs ?? DEAD_AFTER_MS;
    this.#peers = createLivePeers(deps.now, this.#deadAfterMs);
    this.#ownSignSeenAt = deps.now();
    this.#client = this.#listen();
    this.#timer = setInterval(() => this.#sendHeartbeat(), this.#heartbeatMs);
  }

  send(notice: PeerNotice): void {
    if (this.#closed || !this.#peers.any()) return;
    this.#waiting.add(notice);
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
  }

  onNotice(handle: (notice: PeerNotice) => void): void {
    this.#noticeHandlers.push(handle);
  }

  onReconnect(refresh: () => void): void {
    this.#reconnectHandlers.push(refresh);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    // The other instances can do without it, so do not wait for a database that does not respond.
    const announceLeaving = async () => {
      await this.#sending;
      await this.#notify([this.#envelope("bye")]);
    };
    await Promise.race([announceLeaving(), Bun.sleep(CLOSE_TIMEOUT_MS)]);
    await this.#client.close({ timeout: 0 });
  }

  #listen(): SQL {
    const client = new SQL(this.#deps.url, {
      max: 1,
      connectionTimeout: CONNECT_SECONDS,
      // Notices need not survive a power failure, so no NOTIFY waits for the disk.
      connection: { synchronous_commit: "off" },
    });
    const subscribed = client.listen(
      CHANNEL,
      (payload) => this.#receive(payload),
      () => this.#onListening(client),
    );
    subscribed.catch((error: unknown) => client === this.#client && this.#report("listening", error));
    return client;
  }

  #onListening(client: SQL): void {
    if (this.#closed || client !== this.#client) return;
    void this.#notify([this.#envelope("hello")]);
    for (const refresh of this.#reconnectHandlers) this.#guard(refresh);
  }

  /** Sends a heartbeat. Replaces a connection that has not delivered the last ones. */
  #sendHeartbeat(): void {
    if (this.#deps.now() - this.#ownSignSeenAt > this.#deadAfterMs) {
      const dead = this.#client;
      this.#ownSignSeenAt = this.#deps.now();
      this.#client = this.#listen();
      void dead.close({ timeout: 0 }).catch(() => undefined);
    }
    void this.#notify([this.#envelope("here")]);
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      // Wait for notices sent in the same tick of the event loop.
      await new Promise(setImmediate);
      const groups = packNotices(this.#waiting.take());
      await this.#notify(groups.map((notices) => this.#envelope(null, notices)));
    }
  }

  #envelope(sign: Envelope["sign"], notices: readonly string[] = []): string {
    const { instanceId } = this.#deps;
    const head = JSON.stringify({ from: instanceId, no: ++this.#no, sign });
    return `${head.slice(0, -1)},"parcels":[${notices.join()}]}`;
  }

  async #notify(envelopes: readonly string[]): Promise<void> {
    try {
      await this.#client`
        select pg_notify(${CHANNEL}, envelope)
        from jsonb_array_elements_text(${JSON.stringify(envelopes)}::text::jsonb) as envelope`;
    } catch (error) {
      if (!this.#closed) this.#report("sending", error);
    }
  }

  #receive(payload: string): void {
    const envelope = parseEnvelope(payload);
    if (envelope === null || this.#closed) return;
    const { from, sign, parcels: notices } = envelope;
    if (from === this.#deps.instanceId) {
      this.#ownSignSeenAt = this.#deps.now();
      return;
    }
    if (sign === "bye") return this.#peers.markLeft(from);
    this.#peers.markSeen(from);
    if (sign === "hello") void this.#notify([this.#envelope("here")]);
    for (const notice of notices)
      for (const handle of this.#noticeHandlers) this.#guard(() => handle(notice));
  }

  /** Catches errors of `work`, because an error thrown into the driver would end the process. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#report("handling a notice", error);
    }
  }

  #report(what: string, error: unknown): void {
    this.#deps.report(`peer channel: ${what}`, error);
  }
}

/** Parses a payload. It is untrusted: any database user can NOTIFY, and instances can run different versions. */
function parseEnvelope(payload: string): Envelope | null {
  try {
    const envelope: Partial<Envelope> | null = JSON.parse(payload);
    const isOurs = typeof envelope?.from === "string" && Array.isArray(envelope.parcels);
    return isOurs ? { from: "", no: 0, sign: null, parcels: [], ...envelope } : null;
  } catch {
    return null;
  }
}

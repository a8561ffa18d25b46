import { SQL } from "bun";
import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import { packNotices } from "./pack-notices.ts";
import type { PeerNotice } from "./peer-notice.ts";
import { createLivePeers } from "./live-peers.ts";
import { createOutgoingNotices } from "./outgoing-notices.ts";
import type { PeerChannel } from "./peer-channel.ts";

const CHANNEL = "switchboard";
/** How often a machine says that it hears. */
const HEARTBEAT_MS: Millis = 3 * SECOND;
/** A machine that has not been heard for so long hears nothing, and a wire that has not carried our own sign is dead. */
const DEAD_AFTER_MS: Millis = 10 * SECOND;
const CONNECT_SECONDS = 5;
const CLOSE_TIMEOUT_MS: Millis = SECOND;

export interface PostgresPeerChannelDeps {
  /** `postgres://…`, a direct connection: LISTEN does not pass a pooler that shares connections. */
  url: string;
  /** This machine. */
  instanceId: string;
  now: () => Instant;
  report: (what: string, error: unknown) => void;
  heartbeatMs?: Millis;
  deadAfterMs?: Millis;
}

/** What one NOTIFY carries. The number makes payloads unique: Postgres delivers equal ones of a transaction once. */
interface Envelope {
  from: string;
  no: number;
  /** `hello` asks everybody for a sign of life, `bye` is the last. */
  sign: "hello" | "here" | "bye" | null;
  parcels: PeerNotice[];
}

/**
 * A wire over Postgres's LISTEN and NOTIFY, on two connections of its own and outside every transaction that writes: a
 * NOTIFY among them would make all commits wait for each other. What gathers while a batch is on its way goes with the
 * next. A connection that is lost comes back by itself; one that looks alive and carries nothing is replaced.
 */
export function openPostgresPeerChannel(deps: PostgresPeerChannelDeps): PeerChannel {
  return new PostgresPeerChannel(deps);
}

class PostgresPeerChannel implements PeerChannel {
  readonly #means: PostgresPeerChannelDeps;
  readonly #signMs: Millis;
  readonly #deafMs: Millis;
  readonly #waiting = createOutgoingNotices();
  readonly #peers: ReturnType<typeof createLivePeers>;
  readonly #hearers: ((notice: PeerNotice) => void)[] = [];
  readonly #lookers: (() => void)[] = [];
  readonly #timer: ReturnType<typeof setInterval>;
  #client: SQL;
  #sending: Promise<void> | null = null;
  #heardOwnAt: Instant;
  #no = 0;
  #closed = false;

  constructor(deps: PostgresPeerChannelDeps) {
    this.#means = deps;
    this.#signMs = deps.heartbeatMs ?? HEARTBEAT_MS;
    this.#deafMs = deps.deadAfterMs ?? DEAD_AFTER_MS;
    this.#peers = createLivePeers(deps.now, this.#deafMs);
    this.#heardOwnAt = deps.now();
    this.#client = this.#listen();
    this.#timer = setInterval(() => this.#sign(), this.#signMs);
  }

  send(notice: PeerNotice): void {
    if (this.#closed || !this.#peers.any()) return;
    this.#waiting.add(notice);
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
  }

  onNotice(handle: (notice: PeerNotice) => void): void {
    this.#hearers.push(handle);
  }

  onReconnect(refresh: () => void): void {
    this.#lookers.push(refresh);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    // A goodbye is a courtesy: where the database does not answer, nobody waits for it.
    const goodbye = async () => {
      await this.#sending;
      await this.#notify([this.#letter("bye")]);
    };
    await Promise.race([goodbye(), Bun.sleep(CLOSE_TIMEOUT_MS)]);
    await this.#client.close({ timeout: 0 });
  }

  #listen(): SQL {
    const client = new SQL(this.#means.url, {
      max: 1,
      connectionTimeout: CONNECT_SECONDS,
      // What is sent here need not survive a power cut, so no NOTIFY waits for the disk.
      connection: { synchronous_commit: "off" },
    });
    const subscribed = client.listen(
      CHANNEL,
      (payload) => this.#receive(payload),
      () => this.#back(client),
    );
    subscribed.catch((error: unknown) => client === this.#client && this.#report("listening", error));
    return client;
  }

  #back(client: SQL): void {
    if (this.#closed || client !== this.#client) return;
    void this.#notify([this.#letter("hello")]);
    for (const refresh of this.#lookers) this.#guard(refresh);
  }

  /** Says that this machine hears; replaces a wire that has not brought the last signs back. */
  #sign(): void {
    if (this.#means.now() - this.#heardOwnAt > this.#deafMs) {
      const deaf = this.#client;
      this.#heardOwnAt = this.#means.now();
      this.#client = this.#listen();
      void deaf.close({ timeout: 0 }).catch(() => undefined);
    }
    void this.#notify([this.#letter("here")]);
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      // What is said in the same turn of the loop goes along.
      await new Promise(setImmediate);
      const groups = packNotices(this.#waiting.take());
      await this.#notify(groups.map((notices) => this.#letter(null, notices)));
    }
  }

  #letter(sign: Envelope["sign"], notices: readonly string[] = []): string {
    const { instanceId } = this.#means;
    const head = JSON.stringify({ from: instanceId, no: ++this.#no, sign });
    return `${head.slice(0, -1)},"parcels":[${notices.join()}]}`;
  }

  async #notify(envelopes: readonly string[]): Promise<void> {
    try {
      await this.#client`
        select pg_notify(${CHANNEL}, letter)
        from jsonb_array_elements_text(${JSON.stringify(envelopes)}::text::jsonb) as letter`;
    } catch (error) {
      if (!this.#closed) this.#report("sending", error);
    }
  }

  #receive(payload: string): void {
    const envelope = parseEnvelope(payload);
    if (envelope === null || this.#closed) return;
    const { from, sign, parcels: notices } = envelope;
    if (from === this.#means.instanceId) {
      this.#heardOwnAt = this.#means.now();
      return;
    }
    if (sign === "bye") return this.#peers.markLeft(from);
    this.#peers.markSeen(from);
    if (sign === "hello") void this.#notify([this.#letter("here")]);
    for (const notice of notices) for (const handle of this.#hearers) this.#guard(() => handle(notice));
  }

  /** An error thrown into the driver would end the process. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#report("a parcel", error);
    }
  }

  #report(what: string, error: unknown): void {
    this.#means.report(`the wire between machines: ${what}`, error);
  }
}

/** Whoever may write to the database may notify, and another version of ours may run beside this one. */
function parseEnvelope(payload: string): Envelope | null {
  try {
    const envelope: Partial<Envelope> | null = JSON.parse(payload);
    const isOurs = typeof envelope?.from === "string" && Array.isArray(envelope.parcels);
    return isOurs ? { from: "", no: 0, sign: null, parcels: [], ...envelope } : null;
  } catch {
    return null;
  }
}

import type { Instant } from "#domain/instant.ts";
import { KEPT_MS } from "./drafts.ts";
import { newId } from "./new-id.ts";
import type { SafeStorage } from "./safe-storage.ts";

/** A message somebody has sent and the server has not yet acknowledged. */
export interface OutboxEntry {
  /** Minted here: sending it twice is sending it once. */
  clientId: string;
  /** The conversation it belongs to; entries of one scope keep their order. */
  scope: string;
  text: string;
  /** When it was sent, by this browser's clock; never equal for two entries, so that it orders them. */
  at: Instant;
  state: "waiting" | "sending" | "failed";
  /** Why it failed: a refusal code, tRPC's error code in capitals, or `server-error`. `null` unless failed. */
  reason: string | null;
}

/**
 * Where outbox entries lie. Each has a storage key of its own: two tabs that read, change and write one list would lose
 * each other's messages, for browsers let storage run a little behind between processes.
 */
export class OutboxShelf {
  readonly #storage: SafeStorage;
  readonly #prefix: string;
  readonly #now: () => Instant;

  constructor(storage: SafeStorage, prefix: string, now: () => Instant) {
    this.#storage = storage;
    this.#prefix = prefix;
    this.#now = now;
  }

  /** All entries in the order they were sent. Forgets those that are a day old or cannot be read. */
  all(): OutboxEntry[] {
    const entries: OutboxEntry[] = [];
    for (const key of this.#storage.keys(this.#prefix)) {
      const entry = parse(this.#storage.read(key));
      if (entry && this.#now() - entry.at < KEPT_MS) entries.push(entry);
      else this.#storage.remove(key);
    }
    return entries.toSorted((a, b) => a.at - b.at);
  }

  add(scope: string, text: string): OutboxEntry {
    const latest = this.all().at(-1)?.at ?? 0;
    const at = Math.max(this.#now(), latest + 1);
    const entry: OutboxEntry = { clientId: newId(), scope, text, at, state: "waiting", reason: null };
    this.#put(entry);
    return entry;
  }

  /** Changes an entry, unless it has been removed meanwhile. */
  change(clientId: string, change: Pick<OutboxEntry, "state" | "reason">): OutboxEntry | null {
    const entry = parse(this.#storage.read(this.#prefix + clientId));
    if (entry === null) return null;
    const changed = { ...entry, ...change };
    this.#put(changed);
    return changed;
  }

  remove(clientId: string): void {
    this.#storage.remove(this.#prefix + clientId);
  }

  #put(entry: OutboxEntry): void {
    this.#storage.write(this.#prefix + entry.clientId, JSON.stringify(entry));
  }
}

function parse(text: string | null): OutboxEntry | null {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this file writes under the prefix; the check below is for what a person or an older version left there
    const entry = JSON.parse(text ?? "") as OutboxEntry;
    return typeof entry.text === "string" && typeof entry.at === "number" ? entry : null;
  } catch {
    return null;
  }
}

import { ConnectionLost } from "../call-failure.ts";
import type { ConnectionState } from "../connection/server-connection.ts";
import type { WebLocks } from "../browser-environment.ts";
import { Outbox, type OutboxEntry, type OutboxOptions } from "../messages/outbox.ts";
import { KeyedStorage } from "../storage/keyed-storage.ts";
import { FakeStorage } from "./fake-storage.ts";
import { fakeEnvironment } from "./fake-environment.ts";
import { ManualClock } from "./manual-clock.ts";

type ChangeHandlers = Pick<OutboxOptions, "onChange">;
type Send = (entry: OutboxEntry) => Promise<unknown>;

export const lost: Send = async () => {
  throw new ConnectionLost();
};
const refusedWith =
  (data: object): Send =>
  async () => {
    throw Object.assign(new Error("no"), { data });
  };
export const ended = refusedWith({ code: "CONFLICT", httpStatus: 409, refusal: "session-ended" });
export const tooLong = refusedWith({
  code: "PAYLOAD_TOO_LARGE",
  httpStatus: 413,
  refusal: "message-too-long",
});
export const serverError = refusedWith({ code: "INTERNAL_SERVER_ERROR", httpStatus: 500, refusal: null });
export const tooMany = refusedWith({ code: "TOO_MANY_REQUESTS", httpStatus: 429, retryAfterMs: 5_000 });

/** The entries an outbox has not sent yet. */
export function unsent(outbox: Outbox): OutboxEntry[] {
  return outbox.entries().filter(({ state }) => state !== "sent");
}

/** Opens a browser and its server. Records everything that any tab sends, and responds as the test sets. */
export function openFakeBrowser(locks?: WebLocks) {
  const clock = new ManualClock();
  const storage = new FakeStorage(clock);
  const sent: string[] = [];
  const server: { answer: Send } = { answer: async () => "stored" };

  function openTab(handlers: ChangeHandlers = {}, connection = new FakeConnection()) {
    const { environment } = fakeEnvironment({ ...storage.tab(), random: () => 0, locks }, clock);
    const options: OutboxOptions = {
      storage: new KeyedStorage<OutboxEntry>("outbox:", environment),
      connection,
      ...handlers,
      send(entry) {
        sent.push(entry.text);
        return server.answer(entry);
      },
    };
    return new Outbox(options, environment);
  }
  return { clock, storage, sent, server, openTab };
}

/** A connection whose state the test sets. */
export class FakeConnection {
  now: ConnectionState = "open";
  readonly #listeners: ((state: ConnectionState) => void)[] = [];
  state = () => this.now;
  onState = (changed: (state: ConnectionState) => void) => void this.#listeners.push(changed);
  become(state: ConnectionState): void {
    this.now = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** Creates locks that work as in browsers: one holder per name, while the others wait. */
export function fakeLocks(): WebLocks & { held: Map<string, Promise<void>> } {
  const held = new Map<string, Promise<void>>();
  return {
    held,
    async request(name, { signal }, work) {
      const before = held.get(name) ?? Promise.resolve();
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      held.set(name, released);
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      });
      try {
        await Promise.race([before, aborted]);
        await work();
      } finally {
        release();
      }
    },
  };
}

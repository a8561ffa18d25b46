import type { SessionId } from "#domain/model/ids.ts";
import { waitUntil } from "../../support/wait-until.ts";
import type { ActorOutbox } from "./actor-outbox.ts";

/** The length of a short sentence. Chat lists truncate previews at twice this length. */
const LENGTH = 60;
const FILL = "the kettle keeps the water warm and the tea is still good ".repeat(70);

export interface SendMessagesOptions {
  actor: string;
  outbox: ActorOutbox;
  /** Returns the session to send to next; `null` while there is none. */
  nextSession: () => SessionId | null;
  count: number;
  /** The maximum number of pending messages. */
  window: number;
  timeoutMs: number;
  /** The length of each message, in characters. */
  length?: number;
}

/** Sends `count` messages with unique texts, never more than `window` of them pending. Gives up after `timeoutMs`. */
export async function sendMessages(options: SendMessagesOptions): Promise<void> {
  const { actor, outbox, nextSession, count, window, timeoutMs, length = LENGTH } = options;
  const deadline = performance.now() + timeoutMs;
  for (let sent = 0; sent < count;) {
    const left = deadline - performance.now();
    if (left < 0) return;
    const sessionId = nextSession();
    if (sessionId !== null && outbox.pendingCount() < window) {
      sent += 1;
      outbox.send(sessionId, `${actor} ${outbox.sentCount() + 1}: ${FILL}`.slice(0, length).trim());
    } else await waitUntil(() => outbox.pendingCount() < window && nextSession() !== null, left);
  }
}

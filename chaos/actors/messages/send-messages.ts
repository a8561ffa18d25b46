import type { SessionId } from "#domain/model/ids.ts";
import { waitUntil } from "../../support/wait-until.ts";
import type { ActorOutbox } from "./actor-outbox.ts";

/** As long as a short sentence; lists cut words that are longer than twice this. */
const LENGTH = 60;
const FILL = "the kettle keeps the water warm and the tea is still good ".repeat(70);

export interface SendMessagesOptions {
  actor: string;
  outbox: ActorOutbox;
  /** Where to speak next; `null` while there is nowhere. */
  nextSession: () => SessionId | null;
  count: number;
  /** How many may be on their way at once. */
  window: number;
  timeoutMs: number;
  /** Of each message, in characters. */
  length?: number;
}

/** Says `count` things, each with words of its own, never more than `window` unanswered; stops when patience ends. */
export async function sendMessages(options: SendMessagesOptions): Promise<void> {
  const { actor, outbox, nextSession, count, window, timeoutMs, length = LENGTH } = options;
  const deadline = performance.now() + timeoutMs;
  for (let said = 0; said < count;) {
    const left = deadline - performance.now();
    if (left < 0) return;
    const place = nextSession();
    if (place !== null && outbox.pendingCount() < window) {
      said += 1;
      outbox.send(place, `${actor} ${outbox.sentCount() + 1}: ${FILL}`.slice(0, length).trim());
    } else await waitUntil(() => outbox.pendingCount() < window && nextSession() !== null, left);
  }
}

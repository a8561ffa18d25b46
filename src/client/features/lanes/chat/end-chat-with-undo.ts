import type { SessionId } from "#domain/model/ids.ts";
import { type Instant, SECOND } from "#domain/model/instant.ts";
import { serverNow } from "../../../live/server-clock.ts";
import { createStore } from "../../../store.ts";
import { endChat } from "./chat-actions.ts";

/** How long ending a chat can be undone. */
const UNDO_FOR_MS = 5 * SECOND;

/** Chats that are about to end, with the server time of their end. */
export const pendingEnds = createStore<ReadonlyMap<SessionId, Instant>>(new Map());

const timers = new Map<SessionId, ReturnType<typeof setTimeout>>();

/**
 * Ends a chat after {@link UNDO_FOR_MS}, unless {@link undoEndChat} is called first. On leaving the page it ends at
 * once.
 */
export function endChatWithUndo(sessionId: SessionId): void {
  if (timers.has(sessionId)) return;
  timers.set(sessionId, setTimeout(finish, UNDO_FOR_MS, sessionId));
  pendingEnds.update((all) => new Map(all).set(sessionId, serverNow() + UNDO_FOR_MS));
}

/** Cancels the pending end of a chat. */
export function undoEndChat(sessionId: SessionId): void {
  clearTimeout(timers.get(sessionId));
  removePending(sessionId);
}

function finish(sessionId: SessionId): void {
  void endChat(sessionId).finally(() => removePending(sessionId));
}

function removePending(sessionId: SessionId): void {
  timers.delete(sessionId);
  pendingEnds.update((all) => new Map([...all].filter(([id]) => id !== sessionId)));
}

addEventListener("pagehide", () => {
  for (const sessionId of timers.keys()) finish(sessionId);
});

import type { SessionId } from "#domain/model/ids.ts";
import { type Instant, SECOND } from "#domain/model/instant.ts";
import { serverNow } from "../../../live/server-clock.ts";
import { createStore } from "../../../store.ts";
import { endChat } from "./chat-actions.ts";

/** How long one may think again. */
const UNDO_FOR_MS = 5 * SECOND;

/** Chats about to end, and when. */
export const pendingEnds = createStore<ReadonlyMap<SessionId, Instant>>(new Map());

const timers = new Map<SessionId, ReturnType<typeof setTimeout>>();

/** Ends a chat in five seconds, unless {@link undoEndChat} comes before. Leaving the page ends it at once. */
export function endChatWithUndo(sessionId: SessionId): void {
  if (timers.has(sessionId)) return;
  timers.set(sessionId, setTimeout(finish, UNDO_FOR_MS, sessionId));
  pendingEnds.update((all) => new Map(all).set(sessionId, serverNow() + UNDO_FOR_MS));
}

/** Leaves the chat as it is. */
export function undoEndChat(sessionId: SessionId): void {
  clearTimeout(timers.get(sessionId));
  forget(sessionId);
}

function finish(sessionId: SessionId): void {
  void endChat(sessionId).finally(() => forget(sessionId));
}

function forget(sessionId: SessionId): void {
  timers.delete(sessionId);
  pendingEnds.update((all) => new Map([...all].filter(([id]) => id !== sessionId)));
}

addEventListener("pagehide", () => {
  for (const sessionId of timers.keys()) finish(sessionId);
});

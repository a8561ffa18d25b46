import type { SessionId } from "#domain/model/ids.ts";
import { refusalOf } from "../../../api/read-refusal.ts";
import { server } from "../../../api/server-connection.ts";
import { words } from "../../../strings.ts";
import { notice } from "./toast.ts";

/** Takes a chat out of the line. */
export function accept(sessionId: SessionId): Promise<void> {
  return attempt(() => server.agent.accept.mutate({ sessionId }));
}

/** Takes a chat from the chatbot, the line or a colleague. */
export function takeOver(sessionId: SessionId): Promise<void> {
  return attempt(() => server.agent.takeOver.mutate({ sessionId }));
}

/** Gives a chat to the chatbot. */
export function handBack(sessionId: SessionId): Promise<void> {
  return attempt(() => server.agent.handBack.mutate({ sessionId }));
}

/** Notes that somebody has seen to a chat that ended in line. */
export function attend(sessionId: SessionId): Promise<void> {
  return attempt(() => server.agent.attend.mutate({ sessionId }));
}

/** Ends a chat. Without a second thought: see `end-chat-with-undo.ts` for one. */
export function end(sessionId: SessionId): Promise<void> {
  return attempt(() => server.agent.end.mutate({ sessionId }));
}

/** Does something and says so if it did not work; the feed shows if it did. */
async function attempt(deed: () => Promise<unknown>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    const { code, detail } = refusalOf(error);
    const isTaken = code === "already-taken" || code === "held-by-other";
    notice.set({ text: isTaken ? words.list.alreadyTaken(detail) : words.composer.failed, undo: null });
  }
}

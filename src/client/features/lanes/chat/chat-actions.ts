import type { SessionId } from "#domain/model/ids.ts";
import { readRefusal } from "../../../api/read-refusal.ts";
import { server } from "../../../api/server-connection.ts";
import { strings } from "../../../strings.ts";
import { toast } from "./toast.ts";

/** Takes a chat out of the line. */
export function acceptChat(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.accept.mutate({ sessionId }));
}

/** Takes a chat from the chatbot, the line or a colleague. */
export function takeOverChat(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.takeOver.mutate({ sessionId }));
}

/** Gives a chat to the chatbot. */
export function handBackToBot(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.handBack.mutate({ sessionId }));
}

/** Notes that somebody has seen to a chat that ended in line. */
export function markChatDone(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.attend.mutate({ sessionId }));
}

/** Ends a chat. Without a second thought: see `end-chat-with-undo.ts` for one. */
export function endChat(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.end.mutate({ sessionId }));
}

/** Does something and says so if it did not work; the feed shows if it did. */
async function runOrNotify(deed: () => Promise<unknown>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    const { code, detail } = readRefusal(error);
    const isTaken = code === "already-taken" || code === "held-by-other";
    toast.set({ text: isTaken ? strings.list.alreadyTaken(detail) : strings.composer.failed, undo: null });
  }
}

import type { SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { readRefusal } from "../../../api/read-refusal.ts";
import { server } from "../../../api/api-clients.ts";
import { strings } from "../../../strings.ts";
import { toast } from "./toast.ts";

/** Accepts a chat from the queue. */
export function acceptChat(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.accept.mutate({ sessionId }));
}

/** Takes over a chat from the chatbot, the queue or a colleague. */
export function takeOverChat(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.takeOver.mutate({ sessionId }));
}

/** Hands a chat back to the chatbot. */
export function handBackToBot(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.handBack.mutate({ sessionId }));
}

/** Marks an unattended chat, one that ended in the queue, as done. */
export function markChatDone(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.attend.mutate({ sessionId }));
}

/** Ends a chat at once; for a delay with undo see `end-chat-with-undo.ts`. */
export function endChat(sessionId: SessionId): Promise<void> {
  return runOrNotify(() => server.agent.end.mutate({ sessionId }));
}

/** Puts my mail session aside until an instant; `null` takes it up again. */
export function snoozeMail(sessionId: SessionId, until: Instant | null): Promise<void> {
  return runOrNotify(() => server.agent.snooze.mutate({ sessionId, until }));
}

/** Runs an action and shows a toast if it fails; success arrives through the feed. */
async function runOrNotify(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const { code, detail } = readRefusal(error);
    const isTaken = code === "already-taken" || code === "held-by-other";
    toast.set({ text: isTaken ? strings.list.alreadyTaken(detail) : strings.composer.failed, undo: null });
  }
}

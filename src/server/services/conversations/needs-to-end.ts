import type { SpokenWords } from "#domain/bot/finish-turn.ts";
import type { SessionId } from "#domain/model/ids.ts";
import type { Needs } from "../../db/record/command.ts";

/** What must be read to decide about a session that may end in the middle of the chatbot's answer. */
export function needsToEnd(sessionId: SessionId, spoken: SpokenWords | null): Needs {
  const sessions = [sessionId];
  if (spoken === null) return { sessions };
  return { sessions, send: { sessionId, authorKey: "bot", clientId: spoken.turnId } };
}

import type { Session } from "../model/session.ts";

/**
 * Whether any agent may take the chat: it is active and no agent holds it, or it ended unattended. Agents may read
 * such a chat, to decide whether to take it.
 */
export function isUnclaimedSession({
  endedAt,
  holder,
  unattended,
}: Pick<Session, "endedAt" | "holder" | "unattended">): boolean {
  return unattended || (endedAt === null && holder.kind !== "agent");
}

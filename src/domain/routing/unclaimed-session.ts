import type { Session } from "../model/session.ts";

/**
 * Whether a chat is still anybody's: nobody of the company holds it and it goes on, or it ended while its customer
 * waited. Whoever may take a chat has to read it first.
 */
export function isUnclaimedSession({
  endedAt,
  holder,
  unattended,
}: Pick<Session, "endedAt" | "holder" | "unattended">): boolean {
  return unattended || (endedAt === null && holder.kind !== "agent");
}

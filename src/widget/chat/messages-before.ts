import type { MessageCounts } from "#domain/views/conversation-page.ts";
import type { CustomerSession } from "#domain/views/customer-state.ts";

const NONE = { own: 0, ours: 0 };

/**
 * Returns how many of the session's own messages come before the loaded entries, which read marks count and the screen
 * does not. They are below 0 if the loaded entries begin with those of older sessions.
 */
export function messagesBefore({
  id,
  earlier,
  older = NONE,
}: Pick<CustomerSession, "id" | "earlier" | "older">): MessageCounts {
  const isOfOther = earlier && "sessionId" in earlier && earlier.sessionId !== id;
  const { own, ours } = (!isOfOther && earlier) || NONE;
  return { own: own - older.own, ours: ours - older.ours };
}

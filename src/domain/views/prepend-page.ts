import type { ConversationPage } from "./conversation-page.ts";
import type { CustomerSession } from "./customer-state.ts";

/** Returns the session with the page before its loaded entries, whose counts then begin with the page. */
export function prependPage(
  session: CustomerSession,
  { entries, own, ours, earlier }: ConversationPage,
): CustomerSession {
  const { talk, read, seen, prepended = 0 } = session;
  return {
    ...session,
    talk: { ...talk, entries: [...entries, ...talk.entries] },
    prepended: prepended + entries.length,
    read: read + ours,
    seen: seen + own,
    earlier,
  };
}

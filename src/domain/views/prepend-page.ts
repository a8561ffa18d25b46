import type { ConversationPage } from "./conversation-page.ts";
import type { CustomerSession } from "./customer-state.ts";
import { withoutReplacedNotices } from "./public-conversation.ts";

/** Returns the session with the page before its loaded entries, whose counts then begin with the page. */
export function prependPage(
  session: CustomerSession,
  { entries, firstNo, own, toCustomer }: ConversationPage,
): CustomerSession {
  const { talk, read, seen, earlier } = session;
  return {
    ...session,
    talk: { ...talk, entries: withoutReplacedNotices([...entries, ...talk.entries]) },
    read: read + toCustomer,
    seen: seen + own,
    earlier:
      earlier && firstNo > 1
        ? { firstNo, own: earlier.own - own, toCustomer: earlier.toCustomer - toCustomer }
        : null,
  };
}

import type { ConversationPage } from "./conversation-page.ts";
import type { CustomerSession, MailPage } from "./customer-state.ts";

/**
 * Returns the session with the page before its loaded entries, whose counts then begin with the page. The page may be of
 * an older session of mail, which has a read mark of its own.
 */
export function prependPage(session: CustomerSession, page: ConversationPage | MailPage): CustomerSession {
  const { entries, own, ours, earlier } = page;
  const { id, talk, read, seen, prepended = 0, older = { own: 0, ours: 0 }, olderUnseen = [] } = session;
  return {
    ...session,
    talk: { ...talk, entries: [...entries, ...talk.entries] },
    prepended: prepended + entries.length,
    read: read + ours,
    seen: seen + own,
    earlier,
    ...("sessionId" in page &&
      page.sessionId !== id && {
        older: { own: older.own + own, ours: older.ours + ours },
        olderUnseen: [...unseenOf(page), ...olderUnseen],
      }),
  };
}

/** The client ids of the customer's messages of a page that no member has seen. */
function unseenOf({ entries, seen }: MailPage): string[] {
  return entries
    .flatMap((entry) =>
      entry.kind === "message" && entry.message.author.kind === "customer" ? entry.message.clientId : [],
    )
    .slice(Math.max(0, seen));
}

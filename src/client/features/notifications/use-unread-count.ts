import { isHeldBy, countUnread } from "#domain/views/inbox.ts";
import { useInbox } from "../../live/use-inbox.ts";
import { useMe } from "../../live/me-context.ts";

/** The number of unread messages in the chats I hold. */
export function useUnreadCount(): number {
  const { data } = useInbox();
  const { member } = useMe();
  const mine = data?.cards.filter(({ session }) => isHeldBy(session, member.id)) ?? [];
  return mine.reduce((sum, card) => sum + countUnread(card), 0);
}

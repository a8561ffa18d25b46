import { isHeldBy, countUnread } from "#domain/views/inbox.ts";
import { useInbox } from "../../live/use-inbox.ts";
import { useMe } from "../../live/me-context.ts";

/** How many messages of the chats I hold I have not seen. */
export function useUnreadCount(): number {
  const { data } = useInbox();
  const { member } = useMe();
  const mine = data?.cards.filter(({ session }) => isHeldBy(session, member.id)) ?? [];
  return mine.reduce((sum, card) => sum + countUnread(card), 0);
}

import { useEffect } from "react";
import { useInbox } from "../../live/use-inbox.ts";
import { useMe } from "../../live/me.ts";

/** How many messages of the chats I hold I have not seen. */
export function useUnread(): number {
  const { data } = useInbox();
  const { member } = useMe();
  const mine = data?.cards.filter(
    ({ session: { holder } }) => holder.kind === "agent" && holder.memberId === member.id,
  );
  return (mine ?? []).reduce(
    (sum, { session, read }) => sum + Math.max(0, session.customerMessages - read),
    0,
  );
}

/** Puts the number before the name of the page. */
export function useUnreadTitle(): void {
  const unread = useUnread();
  useEffect(() => {
    document.title = unread === 0 ? "Switchboard" : `(${unread}) Switchboard`;
  }, [unread]);
}

import { useEffect, useEffectEvent, useRef } from "react";
import type { CustomerId } from "#domain/ids.ts";
import { isHeldBy } from "#domain/inbox.ts";
import { useMe } from "../../live/me.ts";
import { useInbox } from "../../live/use-inbox.ts";

/** Tells of each customer whose chat becomes mine while I am here; those that were mine before are no news. */
export function useGivenChats(receive: (id: CustomerId) => void): void {
  const { data: inbox } = useInbox();
  const { member } = useMe();
  const before = useRef<ReadonlySet<CustomerId> | null>(null);
  const tell = useEffectEvent(receive);

  useEffect(() => {
    if (inbox === undefined) return;
    const mine = inbox.cards.filter(({ session }) => isHeldBy(session, member.id));
    const held = new Set(mine.map(({ customer }) => customer.id));
    for (const id of held) if (before.current?.has(id) === false) tell(id);
    before.current = held;
  }, [inbox, member.id]);
}

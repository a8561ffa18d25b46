import { useEffect, useEffectEvent, useState } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { isHeldBy } from "#domain/views/inbox.ts";
import { readStoredNames, useMemberStorage } from "../../../live/member-storage.ts";
import { useMe } from "../../../live/me-context.ts";
import { useInbox } from "../../../live/use-inbox.ts";

/**
 * Calls `receive` for each customer whose chat has become mine, even if that happened while the app was closed. Chats
 * that were mine before, as stored in this browser, are skipped, so that a closed lane stays closed.
 */
export function useOnChatAssigned(receive: (id: CustomerId) => void): void {
  const { data: inbox } = useInbox();
  const { member } = useMe();
  const [previousHeld, storeHeld] = usePreviousHeld();
  const receiveNew = useEffectEvent((held: readonly CustomerId[]) => {
    const before = previousHeld();
    for (const id of held) if (!before.has(id)) receive(id);
    storeHeld(held);
  });

  useEffect(() => {
    if (inbox === undefined) return;
    const mine = inbox.cards.filter(({ session }) => isHeldBy(session, member.id));
    receiveNew([...new Set(mine.map(({ customer }) => customer.id))]);
  }, [inbox, member.id]);
}

/** The customers whose chats were mine at the last check, stored in this browser. */
function usePreviousHeld() {
  const { screenState } = useMemberStorage();
  const [record] = useState(() => {
    let names = readStoredNames(screenState.read("mine"));
    return {
      previousHeld: (): ReadonlySet<string> => new Set(names),
      storeHeld(held: readonly CustomerId[]) {
        if (held.join() === names.join()) return;
        names = held;
        screenState.write("mine", { names });
      },
    };
  });
  return [record.previousHeld, record.storeHeld] as const;
}

import { useEffect, useEffectEvent, useState } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { isHeldBy } from "#domain/views/inbox.ts";
import { readStoredNames, useMemberStorage } from "../../../live/member-storage.ts";
import { useMe } from "../../../live/me-context.ts";
import { useInbox } from "../../../live/use-inbox.ts";

/**
 * Tells of each customer whose chat has become mine, here or while nobody was looking. Those that were mine when this
 * browser last looked are no news: whoever closed their lane finds it closed.
 */
export function useAssignedChats(receive: (id: CustomerId) => void): void {
  const { data: inbox } = useInbox();
  const { member } = useMe();
  const [known, note] = useKnown();
  const tell = useEffectEvent((held: readonly CustomerId[]) => {
    const before = known();
    for (const id of held) if (!before.has(id)) receive(id);
    note(held);
  });

  useEffect(() => {
    if (inbox === undefined) return;
    const mine = inbox.cards.filter(({ session }) => isHeldBy(session, member.id));
    tell([...new Set(mine.map(({ customer }) => customer.id))]);
  }, [inbox, member.id]);
}

/** Whose chats were mine when somebody last looked, kept in this browser. */
function useKnown() {
  const { screenState } = useMemberStorage();
  const [kept] = useState(() => {
    let names = readStoredNames(screenState.read("mine"));
    return {
      known: (): ReadonlySet<string> => new Set(names),
      note(held: readonly CustomerId[]) {
        if (held.join() === names.join()) return;
        names = held;
        screenState.write("mine", { names });
      },
    };
  });
  return [kept.known, kept.note] as const;
}

import { useMemo } from "react";
import type { OutboxEntry } from "#transport/messages/outbox.ts";
import { outboxScopeOf, useMemberStorage } from "../../../live/member-storage.ts";
import { useStore } from "../../../store.ts";
import type { Chat } from "../chat/use-chat.ts";

/** What I have sent in this chat and the feed has not told of yet. */
export function useOutgoingMessages({ customer, session, lane }: Chat): readonly OutboxEntry[] {
  const { outgoing } = useMemberStorage();
  const all = useStore(outgoing, (entries) => entries);
  const scope = outboxScopeOf(customer.id, session.id);
  return useMemo(() => {
    const facts = lane?.sessions.at(-1)?.facts ?? [];
    const told = new Set(
      facts.map(({ fact }) => (fact.kind === "message-posted" ? fact.message.clientId : "")),
    );
    return all.filter((entry) => entry.scope === scope && !told.has(entry.clientId));
  }, [all, lane, scope]);
}

import { useMemo } from "react";
import type { OutboxEntry } from "#transport/messages/outbox.ts";
import { outboxScopeOf, useMemberStorage } from "../../../live/member-storage.ts";
import { useStore } from "../../../store.ts";
import type { Chat } from "../chat/use-chat-view.ts";

/** Messages I have sent in this chat that the feed has not delivered yet. */
export function useUndeliveredMessages({ customer, session, lane }: Chat): readonly OutboxEntry[] {
  const { outgoing } = useMemberStorage();
  const all = useStore(outgoing, (entries) => entries);
  const scope = outboxScopeOf(customer.id, session.id);
  return useMemo(() => {
    const facts = lane?.sessions.at(-1)?.facts ?? [];
    const delivered = new Set(
      facts.map(({ fact }) => (fact.kind === "message-posted" ? fact.message.clientId : "")),
    );
    return all.filter((entry) => entry.scope === scope && !delivered.has(entry.clientId));
  }, [all, lane, scope]);
}

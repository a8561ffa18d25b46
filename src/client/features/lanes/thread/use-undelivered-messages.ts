import { useMemo } from "react";
import type { OutboxEntry } from "#transport/messages/outbox.ts";
import { toServerTime } from "../../../live/server-clock.ts";
import { mailScopeOf, outboxScopeOf, useMemberStorage } from "../../../live/member-storage.ts";
import { useStore } from "../../../store.ts";
import type { Chat } from "../chat/use-chat-view.ts";

/**
 * Messages I have sent in this chat that the feed has not delivered yet. One that was sent before the first loaded
 * message of a long chat is among its earlier messages.
 */
export function useUndeliveredMessages({ customer, session, lane }: Chat): readonly OutboxEntry[] {
  const { outgoing } = useMemberStorage();
  const all = useStore(outgoing, (entries) => entries);
  const scopes = [outboxScopeOf(customer.id, session.id), mailScopeOf(customer.id)].join("\n");
  return useMemo(() => {
    const facts = lane?.sessions.flatMap((one) => one.facts) ?? [];
    const earlier = lane?.sessions[0]?.earlier ?? false;
    const messages = facts.flatMap(({ fact }) => (fact.kind === "message-posted" ? fact.message : []));
    const delivered = new Set(messages.map(({ clientId }) => clientId));
    const loadedFrom = earlier ? (messages[0]?.sentAt ?? 0) : 0;
    const isEarlier = ({ state, at }: OutboxEntry) => state === "sent" && toServerTime(at) < loadedFrom;
    return all.filter(
      (entry) =>
        scopes.split("\n").includes(entry.scope) && !delivered.has(entry.clientId) && !isEarlier(entry),
    );
  }, [all, lane, scopes]);
}

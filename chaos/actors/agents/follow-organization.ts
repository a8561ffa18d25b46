import type { Fact, NumberedFact } from "#domain/model/fact.ts";
import type { MemberId, SessionId } from "#domain/model/ids.ts";
import type { Holder } from "#domain/model/session.ts";
import { openDurableSubscription } from "#transport/subscriptions/durable-subscription.ts";
import type { ActorClient } from "../clients/actor-client.ts";
import type { ActorContext } from "../clients/actor-context.ts";
import { cursorOf, recordShown, shownFact, type ReaderView } from "../messages/reader-view.ts";
import type { AgentFeedItem, InboxSnapshot } from "#domain/views/inbox.ts";

/** The facts that a member's client has received. */
export interface OrganizationFollower {
  /** The chats this member holds according to the facts received so far. */
  held: ReadonlySet<SessionId>;
}

/** Follows an organization's feed into a view, starting from a snapshot. A resync takes a new snapshot. */
export function followOrganization(
  { history }: ActorContext,
  { api, environment }: ActorClient,
  view: ReaderView,
  { memberId, inbox }: { memberId: MemberId; inbox: InboxSnapshot },
): OrganizationFollower {
  const { actor } = view;
  const held = new Set<SessionId>();
  takeSnapshot(inbox);
  start();

  function takeSnapshot({ cards }: InboxSnapshot): void {
    held.clear();
    for (const { session } of cards) updateHeld(session.id, session.endedAt === null ? session.holder : null);
  }

  function updateHeld(id: SessionId, holder: Holder | null): void {
    if (holder?.kind === "agent" && holder.memberId === memberId) held.add(id);
    else held.delete(id);
  }

  function applyFact(entry: NumberedFact): void {
    recordShown(view, shownFact(entry), history);
    const change = holderAfter(entry.fact);
    if (change !== null) updateHeld(change.id, change.holder);
  }

  function start(): void {
    openDurableSubscription<AgentFeedItem>(
      {
        after: cursorOf(view),
        start: (after, handlers) => api.agent.watch.subscribe({ after }, handlers),
        onItem: ({ facts }) => facts.forEach(applyFact),
        onResync: () => void resync(),
        onRefused: (reason) => history.write({ actor, ev: "note", what: `subscription refused: ${reason}` }),
      },
      environment,
    );
  }

  async function resync(): Promise<void> {
    const fresh = await api.agent.inbox.query({});
    history.write({ actor, ev: "resync", no: fresh.no });
    view.stretches.push({ after: fresh.no, shown: [] });
    takeSnapshot(fresh);
    start();
  }

  return { held };
}

/** The holder of a session after a fact; `null` for a fact that does not concern it. */
function holderAfter(fact: Fact): { id: SessionId; holder: Holder | null } | null {
  switch (fact.kind) {
    case "session-opened":
      return { id: fact.sessionId, holder: fact.session.holder };
    case "session-held":
      return { id: fact.sessionId, holder: fact.holder };
    case "session-ended":
      return { id: fact.sessionId, holder: null };
    case "message-posted":
    case "session-rerouted":
    case "holder-away":
    case "kept-open":
    case "clock-set-back":
    case "bot-turn-started":
    case "bot-turn-stopped":
    case "bot-turn-failed":
    case "person-offered":
    case "customer-left":
    case "customer-back":
    case "session-attended":
    case "mail-snoozed":
    case "settings-changed":
    case "members-changed":
    case "articles-changed":
    case "erased":
    case "organization-erased":
      return null;
  }
}

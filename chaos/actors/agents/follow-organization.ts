import type { Fact, NumberedFact } from "#domain/model/fact.ts";
import type { MemberId, SessionId } from "#domain/model/ids.ts";
import type { Holder } from "#domain/model/session.ts";
import { openDurableSubscription } from "#transport/subscriptions/durable-subscription.ts";
import type { ActorClient } from "../clients/actor-client.ts";
import type { ActorContext } from "../clients/actor-context.ts";
import { cursorOf, recordShown, shownFact, type ReaderView } from "../messages/reader-view.ts";
import type { AgentFeedItem, InboxSnapshot } from "#domain/views/inbox.ts";

/** What a member's screen knows. */
export interface OrganizationFollower {
  /** The chats this member holds, as far as this screen knows. */
  held: ReadonlySet<SessionId>;
}

/** Follows everything of a company into a view, from a snapshot on; told to start afresh, it takes another. */
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
    for (const { session } of cards) heed(session.id, session.endedAt === null ? session.holder : null);
  }

  function heed(id: SessionId, holder: Holder | null): void {
    if (holder?.kind === "agent" && holder.memberId === memberId) held.add(id);
    else held.delete(id);
  }

  function take(entry: NumberedFact): void {
    recordShown(view, shownFact(entry), history);
    const place = holderAfter(entry.fact);
    if (place !== null) heed(place.id, place.holder);
  }

  function start(): void {
    openDurableSubscription<AgentFeedItem>(
      {
        after: cursorOf(view),
        start: (after, handlers) => api.agent.watch.subscribe({ after }, handlers),
        onItem: ({ facts }) => facts.forEach(take),
        onResync: () => void startAfresh(),
        onRefused: (reason) => history.write({ actor, ev: "note", what: `may not follow: ${reason}` }),
      },
      environment,
    );
  }

  async function startAfresh(): Promise<void> {
    const fresh = await api.agent.inbox.query({});
    history.write({ actor, ev: "resync", no: fresh.no });
    view.stretches.push({ after: fresh.no, shown: [] });
    takeSnapshot(fresh);
    start();
  }

  return { held };
}

/** Who holds a session after a fact; `null` for a fact that says nothing of it. */
function holderAfter(fact: Fact): { id: SessionId; holder: Holder | null } | null {
  switch (fact.kind) {
    case "session-opened":
      return { id: fact.sessionId, holder: fact.session.holder };
    case "session-held":
      return { id: fact.sessionId, holder: fact.holder };
    case "session-ended":
      return { id: fact.sessionId, holder: null };
    default:
      return null;
  }
}

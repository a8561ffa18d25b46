import type { SessionId } from "#domain/model/ids.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import { openDurableSubscription } from "#transport/subscriptions/durable-subscription.ts";
import type { ActorClient } from "../clients/actor-client.ts";
import type { ActorContext } from "../clients/actor-context.ts";
import { cursorOf, recordShown, shownPublicFact, type ReaderView } from "../messages/reader-view.ts";

/** Follows a session into a view, as the widget does; a resync begins a new stretch. */
export function followSession(
  { history }: ActorContext,
  { api, environment }: ActorClient,
  view: ReaderView,
  sessionId: SessionId,
): void {
  const { actor } = view;
  start();

  function start(): void {
    openDurableSubscription<PublicItem>(
      {
        after: cursorOf(view),
        start: (after, handlers) => api.session.watch.subscribe({ sessionId, after }, handlers),
        onItem: (item) => recordShown(view, shownPublicFact(sessionId, item), history),
        onResync: () => void resync(),
        onRefused: (reason) => history.write({ actor, ev: "note", what: `subscription refused: ${reason}` }),
      },
      environment,
    );
  }

  async function resync(): Promise<void> {
    const { session } = await api.session.current.query({});
    if (session?.id !== sessionId) return;
    history.write({ actor, ev: "resync", session: sessionId, no: session.no });
    view.stretches.push({ after: session.no, shown: [] });
    start();
  }
}

import type { SessionId } from "#domain/model/ids.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import { follow } from "#transport/subscriptions/durable-subscription.ts";
import type { Body } from "../clients/actor-client.ts";
import type { Stage } from "../clients/actor-context.ts";
import { cursorOf, show, shownItem, type View } from "../messages/reader-view.ts";

/** Follows a session into a view, as the widget does; told to start afresh, it begins a new stretch. */
export function followSession(
  { history }: Stage,
  { api, world }: Body,
  view: View,
  sessionId: SessionId,
): void {
  const { actor } = view;
  start();

  function start(): void {
    follow<PublicItem>(
      {
        after: cursorOf(view),
        start: (after, handlers) => api.session.watch.subscribe({ sessionId, after }, handlers),
        onItem: (item) => show(view, shownItem(sessionId, item), history),
        onResync: () => void startAfresh(),
        onRefused: (reason) => history.write({ actor, ev: "note", what: `may not follow: ${reason}` }),
      },
      world,
    );
  }

  async function startAfresh(): Promise<void> {
    const { session } = await api.session.current.query({});
    if (session?.id !== sessionId) return;
    history.write({ actor, ev: "resync", session: sessionId, no: session.no });
    view.stretches.push({ after: session.no, shown: [] });
    start();
  }
}

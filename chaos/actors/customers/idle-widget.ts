import type { PublicItem } from "#domain/views/public-fact.ts";
import { openDurableSubscription } from "#transport/subscriptions/durable-subscription.ts";
import { createActorClient } from "../clients/actor-client.ts";
import type { CustomerSession } from "./open-customer-sessions.ts";
import type { ActorContext } from "../clients/actor-context.ts";

/** A widget that is open and sends nothing: connection and cursor, no outbox. */
export interface IdleWidget {
  /** When its subscription last got a response, by the history's clock; `null` before the first one. */
  liveAt: () => number | null;
  /** When its socket last opened. */
  openedAt: () => number | null;
  /** The state of its connection, in one or two words. */
  connectionState: () => string;
  close: () => void;
}

/** Opens an idle widget. */
export function openIdleWidget(
  actorContext: ActorContext,
  actor: string,
  { organization, token, sessionId }: CustomerSession,
): IdleWidget {
  const { history } = actorContext;
  let [liveAt, openedAt]: (number | null)[] = [null, null];
  const { api, connection, environment } = createActorClient(actorContext, actor, {
    params: { widgetKey: organization.widgetKey, token },
  });
  connection.onState((state) => {
    if (state === "open") openedAt = history.now();
  });
  openDurableSubscription<PublicItem>(
    {
      after: 0,
      start: (after, handlers) => api.session.watch.subscribe({ sessionId, after }, handlers),
      onItem: () => {},
      onResync: () => history.write({ actor, ev: "resync" }),
      onRefused: (reason) => history.write({ actor, ev: "note", what: `subscription refused: ${reason}` }),
      onStarted: () => (liveAt = history.now()),
    },
    environment,
  );
  return {
    liveAt: () => liveAt ?? null,
    openedAt: () => openedAt ?? null,
    connectionState: () =>
      connection.refusal === null ? connection.state() : `refused: ${connection.refusal.message}`,
    close: environment.end,
  };
}

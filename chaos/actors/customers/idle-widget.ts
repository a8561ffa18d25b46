import type { PublicItem } from "#domain/views/public-fact.ts";
import { follow } from "#transport/subscriptions/durable-subscription.ts";
import { createBody } from "../clients/actor-client.ts";
import type { Guest } from "../clients/organization.ts";
import type { Stage } from "../clients/actor-context.ts";

/** A widget that is open and says nothing: link and cursor, no outbox. */
export interface IdleWidget {
  /** When its subscription was last answered, by the history's clock; `null` before the first time. */
  liveAt: () => number | null;
  /** When its socket last opened. */
  openedAt: () => number | null;
  /** How its link stands, in a word or two. */
  standing: () => string;
  close: () => void;
}

/** Opens one. */
export function openIdleWidget(
  stage: Stage,
  actor: string,
  { company, token, sessionId }: Guest,
): IdleWidget {
  const { history } = stage;
  let [liveAt, openedAt]: (number | null)[] = [null, null];
  const { api, link, world } = createBody(stage, actor, { params: { widgetKey: company.widgetKey, token } });
  link.onState((state) => {
    if (state === "open") openedAt = history.now();
  });
  follow<PublicItem>(
    {
      after: 0,
      start: (after, handlers) => api.session.watch.subscribe({ sessionId, after }, handlers),
      onItem: () => {},
      onResync: () => history.write({ actor, ev: "resync" }),
      onRefused: (reason) => history.write({ actor, ev: "note", what: `may not follow: ${reason}` }),
      onStarted: () => (liveAt = history.now()),
    },
    world,
  );
  return {
    liveAt: () => liveAt ?? null,
    openedAt: () => openedAt ?? null,
    standing: () => (link.refusal === null ? link.state() : `refused: ${link.refusal.message}`),
    close: world.end,
  };
}

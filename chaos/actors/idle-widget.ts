import type { PublicItem } from "#domain/public-fact.ts";
import { createDirectClient } from "#link/direct-client.ts";
import { follow } from "#link/follow.ts";
import type { AppRouter } from "#server/api/router.ts";
import type { Guest } from "./company.ts";
import { socketClass } from "./socket-class.ts";
import type { Stage } from "./stage.ts";

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
  const random = stage.chance.fork(actor).next;
  const { clock, history, dial, url } = stage;
  let [liveAt, openedAt]: (number | null)[] = [null, null];
  const direct = createDirectClient<AppRouter>({
    url: `${dial.replace("http", "ws")}/trpc`,
    params: () => ({ widgetKey: company.widgetKey, token }),
    WebSocket: socketClass({ origin: url }),
    clock,
    random,
  });
  direct.onState(({ kind }) => {
    if (kind === "open") openedAt = history.now();
  });
  const following = follow<PublicItem>({
    after: 0,
    clock,
    random,
    start: (after, handlers) => direct.client.session.watch.subscribe({ sessionId, after }, handlers),
    onItem: () => {},
    onResync: () => history.write({ actor, ev: "resync" }),
    onRefused: (reason) => history.write({ actor, ev: "note", what: `may not follow: ${reason}` }),
    onStarted: () => (liveAt = history.now()),
  });
  return {
    liveAt: () => liveAt ?? null,
    openedAt: () => openedAt ?? null,
    standing() {
      const state = direct.state();
      return state.kind === "refused" ? `refused: ${state.reason}` : state.kind;
    },
    close() {
      following.unsubscribe();
      direct.close();
    },
  };
}

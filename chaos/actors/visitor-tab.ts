import type { PublicItem } from "#domain/public-fact.ts";
import { createDirectClient } from "#link/direct-client.ts";
import { follow } from "#link/follow.ts";
import type { LinkState } from "#link/line.ts";
import type { AppRouter } from "#server/api/router.ts";
import type { Api } from "./api.ts";
import type { Guest } from "./company.ts";
import { type Mouth, openMouth } from "./mouth.ts";
import { socketClass } from "./socket-class.ts";
import type { Stage } from "./stage.ts";
import { createView, show, shownItem, type View } from "./view.ts";

/** One tab of a customer's browser: the product's link, cursor and outbox without a screen. */
export interface VisitorTab {
  actor: string;
  guest: Guest;
  api: Api;
  view: View;
  mouth: Mouth;
  state: () => LinkState;
  onState: (changed: (state: LinkState) => void) => void;
  close: () => void;
}

/** Opens a tab that follows its session from the first fact. */
export function openTab(stage: Stage, actor: string, guest: Guest): VisitorTab {
  const { url, clock, history } = stage;
  const { company, token, sessionId } = guest;
  const random = stage.chance.fork(actor).next;
  const direct = createDirectClient<AppRouter>({
    url: `${stage.dial.replace("http", "ws")}/trpc`,
    params: () => ({ widgetKey: company.widgetKey, token }),
    WebSocket: socketClass({ origin: url }),
    clock,
    random,
  });
  const api = direct.client;
  const view = createView(actor, { orgId: company.orgId, sessionId }, 0);
  const following = follow<PublicItem>({
    after: 0,
    clock,
    random,
    start: (after, handlers) => api.session.watch.subscribe({ sessionId, after }, handlers),
    onItem(item) {
      const shown = shownItem(sessionId, item);
      show(view, shown, history.now());
      history.write({
        actor,
        ev: "deliver",
        session: sessionId,
        no: item.no,
        ...(shown.clientId !== null && { what: shown.clientId }),
      });
    },
    onResync: () => history.write({ actor, ev: "resync", session: sessionId }),
    onRefused: (reason) => history.write({ actor, ev: "note", what: `may not follow: ${reason}` }),
  });
  const mouth = openMouth(stage, {
    actor,
    orgId: company.orgId,
    authorKey: "customer",
    link: direct,
    send: (said) => api.message.send.mutate(said),
  });

  return {
    actor,
    guest,
    api,
    view,
    mouth,
    state: direct.state,
    onState: direct.onState,
    close() {
      mouth.close();
      following.unsubscribe();
      direct.close();
    },
  };
}

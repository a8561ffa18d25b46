import { createDirectClient } from "#link/direct-client.ts";
import type { LinkState } from "#link/line.ts";
import type { AppRouter } from "#server/api/router.ts";
import type { Api } from "./api.ts";
import type { Guest } from "./company.ts";
import { followSession } from "./follow-session.ts";
import { type Mouth, openMouth } from "./mouth.ts";
import { socketClass } from "./socket-class.ts";
import type { Stage } from "./stage.ts";
import { createView, type View } from "./view.ts";

/** One tab of a customer's browser: the product's link, cursor and outbox without a screen. */
export interface VisitorTab {
  actor: string;
  guest: Guest;
  api: Api;
  view: View;
  mouth: Mouth;
  state: () => LinkState;
  close: () => void;
}

/** Opens a tab that follows its session from the first fact. */
export function openTab(stage: Stage, actor: string, guest: Guest): VisitorTab {
  const { url, clock } = stage;
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
  const following = followSession(stage, api, view, sessionId);
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
    close() {
      mouth.close();
      following.unsubscribe();
      direct.close();
    },
  };
}

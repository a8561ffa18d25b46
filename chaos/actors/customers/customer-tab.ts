import type { LinkState } from "#transport/connection/server-connection.ts";
import type { Api } from "../clients/http-api.ts";
import { createBody } from "../clients/actor-client.ts";
import type { Browser } from "../clients/simulated-browser.ts";
import type { Guest } from "../clients/organization.ts";
import { followSession } from "./follow-session.ts";
import { type Mouth, openMouth } from "../messages/actor-outbox.ts";
import type { Stage } from "../clients/actor-context.ts";
import { createView, type View } from "../messages/reader-view.ts";

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

/** Opens a tab that follows its session from the first fact; tabs of one `browser` share what is unsent. */
export function openTab(
  stage: Stage,
  actor: string,
  guest: Guest,
  browser: Browser | null = null,
): VisitorTab {
  const { company, token, sessionId } = guest;
  const params = { widgetKey: company.widgetKey, token };
  const body = createBody(stage, actor, { params, browser: browser?.openTab() ?? null });
  const { api, link, world } = body;
  const view = createView(actor, { orgId: company.orgId, sessionId }, 0);
  followSession(stage, body, view, sessionId);
  const mouth = openMouth(stage, body, {
    actor,
    orgId: company.orgId,
    authorKey: "customer",
    outbox: browser?.name ?? actor,
    send: (said) => api.message.send.mutate(said),
  });

  return {
    actor,
    guest,
    api,
    view,
    mouth,
    state: () => link.state(),
    close: world.end,
  };
}

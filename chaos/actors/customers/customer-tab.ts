import type { ConnectionState } from "#transport/connection/server-connection.ts";
import type { Api } from "../clients/http-api.ts";
import { createActorClient } from "../clients/actor-client.ts";
import type { SimulatedBrowser } from "../clients/simulated-browser.ts";
import type { CustomerSession } from "./open-customer-sessions.ts";
import { followSession } from "./follow-session.ts";
import { type ActorOutbox, openActorOutbox } from "../messages/actor-outbox.ts";
import type { ActorContext } from "../clients/actor-context.ts";
import { createReaderView, type ReaderView } from "../messages/reader-view.ts";

/** One tab of a customer's browser: the product's connection, cursor and outbox, without a screen. */
export interface CustomerTab {
  actor: string;
  customerSession: CustomerSession;
  api: Api;
  view: ReaderView;
  outbox: ActorOutbox;
  state: () => ConnectionState;
  close: () => void;
}

/** Opens a tab that follows its session from the first fact; tabs of one `browser` share unsent messages. */
export function openCustomerTab(
  actorContext: ActorContext,
  actor: string,
  customerSession: CustomerSession,
  browser: SimulatedBrowser | null = null,
): CustomerTab {
  const { organization, token, sessionId } = customerSession;
  const params = { widgetKey: organization.widgetKey, token };
  const client = createActorClient(actorContext, actor, { params, browser: browser?.openTab() ?? null });
  const { api, connection, environment } = client;
  const view = createReaderView(actor, { orgId: organization.orgId, sessionId }, 0);
  followSession(actorContext, client, view, sessionId);
  const outbox = openActorOutbox(actorContext, client, {
    actor,
    orgId: organization.orgId,
    authorKey: "customer",
    keyPrefix: browser?.name ?? actor,
    send: (message) => api.message.send.mutate(message),
  });

  return {
    actor,
    customerSession,
    api,
    view,
    outbox,
    state: () => connection.state(),
    close: environment.end,
  };
}

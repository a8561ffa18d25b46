import { randomBytes } from "node:crypto";
import type { SessionId } from "#domain/model/ids.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import { openDurableSubscription } from "#transport/subscriptions/durable-subscription.ts";
import { newId } from "#transport/new-id.ts";
import { PING_INTERVAL_MINIMISED_MS } from "#transport/connection/server-connection.ts";
import type { Organization, ClientConnection } from "./organization.ts";

/** A customer whose widget is connected and follows their chat. */
export interface CustomerWidget {
  sessionId: SessionId;
  connection: ClientConnection;
  send: (text: string) => Promise<void>;
}

export interface WidgetListeners {
  /** Called with the text of each agent's message. */
  onText: (text: string) => void;
  /** Called each time the server starts the widget's subscription. */
  onStarted: () => void;
}

export interface CustomerSession {
  sessionId: SessionId;
  token: string;
}

const KEY_BYTES = 32;
/** Concurrent calls. The server accepts 128 per connection. */
const AT_ONCE = 100;

/** Submits the start form `count` times. */
export async function openSessions(organization: Organization, count: number): Promise<CustomerSession[]> {
  const { api, close } = organization.widget(null);
  const sessions: CustomerSession[] = [];
  while (sessions.length < count) {
    const size = Math.min(AT_ONCE, count - sessions.length);
    const opened = Array.from({ length: size }, (_, index) => {
      const name = `Customer ${sessions.length + index}`;
      const key = randomBytes(KEY_BYTES).toString("base64url");
      return api.session.open.mutate({ key, name, email: "customer@example.com" });
    });
    sessions.push(...(await Promise.all(opened)));
  }
  close();
  return sessions;
}

/** Connects a widget as the real one does. Resolves once it follows its chat. */
async function connectWidget(
  organization: Organization,
  { sessionId, token }: CustomerSession,
  listeners: WidgetListeners,
): Promise<CustomerWidget> {
  const connection = organization.widget(token);
  const { api } = connection;
  const { session } = await api.session.current.query({});
  if (session === null) throw new Error("the chat that was opened is not there");
  const { promise, resolve } = Promise.withResolvers<void>();
  openDurableSubscription<PublicItem>({
    after: session.no,
    start: (after, handlers) => api.session.watch.subscribe({ sessionId, after }, handlers),
    onItem: ({ fact }) => {
      if (fact.kind === "message-posted" && fact.message.author.kind === "member")
        listeners.onText(fact.message.text);
    },
    onResync: () => console.error("RESYNC"),
    onStarted: () => {
      resolve();
      listeners.onStarted();
    },
  });
  api.session.whispers.subscribe({ sessionId }, {});
  await promise;
  return {
    sessionId,
    connection,
    send: async (text) => void (await api.message.send.mutate({ sessionId, clientId: newId(), text })),
  };
}

/** Minimises a widget's window, so that it pings less often. */
export function minimiseWidget({ connection: { serverConnection } }: CustomerWidget): void {
  serverConnection.setPingInterval(PING_INTERVAL_MINIMISED_MS);
}

const CONNECTED_AT_ONCE = 100;

/** Connects a widget for each of these chats, a hundred concurrently. */
export async function connectWidgets(
  organization: Organization,
  sessions: readonly CustomerSession[],
  listeners: WidgetListeners,
): Promise<CustomerWidget[]> {
  const customers: CustomerWidget[] = [];
  for (let start = 0; start < sessions.length; start += CONNECTED_AT_ONCE) {
    const batch = sessions.slice(start, start + CONNECTED_AT_ONCE);
    customers.push(
      ...(await Promise.all(batch.map((session) => connectWidget(organization, session, listeners)))),
    );
  }
  return customers;
}

import { randomBytes } from "node:crypto";
import type { SessionId } from "#domain/model/ids.ts";
import type { PublicItem } from "#domain/views/public-fact.ts";
import { follow } from "#transport/subscriptions/durable-subscription.ts";
import { newId } from "#transport/new-id.ts";
import { PING_MINIMISED_MS } from "#transport/connection/server-connection.ts";
import type { Company, Line } from "./organization.ts";

/** A customer whose widget is connected and follows their chat. */
export interface Customer {
  sessionId: SessionId;
  line: Line;
  say: (text: string) => Promise<void>;
}

export interface Ears {
  /** What somebody who works here said. */
  onHeard: (text: string) => void;
  /** The server has begun to answer the widget's subscription, each time anew. */
  onStarted: () => void;
}

export interface Ticket {
  sessionId: SessionId;
  token: string;
}

const KEY_BYTES = 32;
/** The server takes 128 calls of one connection at a time. */
const AT_ONCE = 100;

/** Fills in the form `count` times. */
export async function openSessions(company: Company, count: number): Promise<Ticket[]> {
  const { api, close } = company.widget(null);
  const tickets: Ticket[] = [];
  while (tickets.length < count) {
    const page = Math.min(AT_ONCE, count - tickets.length);
    const opened = Array.from({ length: page }, (_, place) => {
      const name = `Customer ${tickets.length + place}`;
      const key = randomBytes(KEY_BYTES).toString("base64url");
      return api.session.open.mutate({ key, name, email: "customer@example.com" });
    });
    tickets.push(...(await Promise.all(opened)));
  }
  close();
  return tickets;
}

/** Connects a widget as the real one does; resolves once it follows its chat. */
async function connectWidget(company: Company, { sessionId, token }: Ticket, ears: Ears): Promise<Customer> {
  const line = company.widget(token);
  const { api } = line;
  const { session } = await api.session.current.query({});
  if (session === null) throw new Error("a chat that was opened is gone");
  const { promise, resolve } = Promise.withResolvers<void>();
  follow<PublicItem>({
    after: session.no,
    start: (after, handlers) => api.session.watch.subscribe({ sessionId, after }, handlers),
    onItem: ({ fact }) => {
      if (fact.kind === "message-posted" && fact.message.author.kind === "member")
        ears.onHeard(fact.message.text);
    },
    onResync: () => console.error("RESYNC"),
    onStarted: () => {
      resolve();
      ears.onStarted();
    },
  });
  api.session.whispers.subscribe({ sessionId }, {});
  await promise;
  return {
    sessionId,
    line,
    say: async (text) => void (await api.message.send.mutate({ sessionId, clientId: newId(), text })),
  };
}

/** As when the visitor has minimised the window: it asks less often whether the server is there. */
export function minimise({ line: { link } }: Customer): void {
  link.setPace(PING_MINIMISED_MS);
}

const CONNECTING = 100;

/** Connects a widget for each of these chats, a hundred at a time. */
export async function connectWidgets(
  company: Company,
  tickets: readonly Ticket[],
  ears: Ears,
): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (let start = 0; start < tickets.length; start += CONNECTING) {
    const page = tickets.slice(start, start + CONNECTING);
    customers.push(...(await Promise.all(page.map((ticket) => connectWidget(company, ticket, ears)))));
  }
  return customers;
}

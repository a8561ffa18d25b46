import type { CustomerId, SessionId } from "#domain/model/ids.ts";
import { openDurableSubscription } from "#transport/subscriptions/durable-subscription.ts";
import { newId } from "#transport/new-id.ts";
import type { Member } from "../../../e2e/support/member-accounts.ts";
import type { Organization, ClientConnection } from "./organization.ts";
import type { AgentFeedItem } from "#domain/views/inbox.ts";

/** The open app of a member, with chats on its screen. */
export interface AgentApp {
  connection: ClientConnection;
  reply: (sessionId: SessionId, text: string) => Promise<void>;
  /** Opens these customers' chats side by side. */
  openLanes: (customerIds: readonly CustomerId[]) => Promise<void>;
}

/** Opens the app as the real one does. Resolves once it follows the organization's feed. */
export async function openAgentApp(
  organization: Organization,
  member: Member,
  onText: (text: string, sessionId: SessionId) => void,
): Promise<AgentApp> {
  const connection = organization.app(member);
  const { api } = connection;
  const { no } = await api.agent.inbox.query({});
  const { promise, resolve } = Promise.withResolvers<void>();
  openDurableSubscription<AgentFeedItem>({
    after: no,
    start: (after, handlers) => api.agent.watch.subscribe({ after }, handlers),
    onItem: ({ facts }) => {
      for (const { fact } of facts) {
        if (fact.kind === "message-posted" && fact.message.author.kind === "customer")
          onText(fact.message.text, fact.sessionId);
      }
    },
    onResync: () => console.error("RESYNC"),
    onStarted: resolve,
  });
  api.agent.whispers.subscribe({}, {});
  await promise;
  return {
    connection,
    reply: async (sessionId, text) =>
      void (await api.message.reply.mutate({ sessionId, clientId: newId(), text })),
    openLanes: async (customerIds) => void (await api.agent.look.mutate({ customerIds: [...customerIds] })),
  };
}

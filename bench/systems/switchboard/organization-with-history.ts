import { randomBytes } from "node:crypto";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import { newId } from "#transport/new-id.ts";
import type { AppRouter } from "#server/api/router.ts";
import type { ChatSystem } from "../../load/chat-system.ts";
import { openSwitchboard } from "./switchboard-system.ts";

/** An organization whose history can be extended through the public API. */
export interface OrganizationWithHistory extends AsyncDisposable {
  system: ChatSystem;
  /** Runs chats until `messages` messages are stored in all. */
  grow: (messages: number) => Promise<void>;
  readInbox: () => Promise<unknown>;
  /** Reads the list of customers the agent has chatted with. */
  readPast: () => Promise<unknown>;
}

/** Concurrent chats. The agent may have 50 and already has the 30 of the system. */
const AT_ONCE = 16;
const TURNS = 5;
const KEY_BYTES = 32;

export async function openOrganizationWithHistory(): Promise<OrganizationWithHistory> {
  const { system, organization, agent, server } = await openSwitchboard(null);
  let stored = 0;

  function createApi(token: string | null): TRPCClient<AppRouter> {
    const headers = {
      origin: server.url,
      "x-requested-by": "switchboard",
      "x-widget-key": organization.widgetKey,
      ...(token !== null && { authorization: `Bearer ${token}` }),
    };
    return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${server.url}/trpc`, headers })] });
  }
  const anonymous = createApi(null);

  async function runChat(): Promise<void> {
    const key = randomBytes(KEY_BYTES).toString("base64url");
    const form = { key, name: "Another Customer", email: "another@example.com" };
    const { sessionId, token } = await anonymous.session.open.mutate(form);
    const api = createApi(token);
    for (let turn = 0; turn < TURNS; turn += 1) {
      const text = `Question ${turn}: may I ask about the tea you sell, and how it is sent?`;
      await api.message.send.mutate({ sessionId, clientId: newId(), text });
      await agent.reply(sessionId, `Answer ${turn}: you may, and within two days, as a parcel.`);
    }
    await api.session.end.mutate({ sessionId });
  }

  async function runChats(messages: number): Promise<void> {
    while (stored < messages) {
      stored += TURNS * 2;
      await runChat();
    }
  }

  return {
    system,
    grow: async (messages) =>
      void (await Promise.all(Array.from({ length: AT_ONCE }, () => runChats(messages)))),
    readInbox: () => agent.connection.api.agent.inbox.query({}),
    readPast: () => agent.connection.api.agent.chattedWith.query({ before: null }),
    [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
  };
}

import type { TRPCClient } from "@trpc/client";
import { MINUTE } from "#domain/model/instant.ts";
import { CAPACITY_MAX, SESSION_LIMIT_MAX_MS } from "#domain/model/settings.ts";
import { createMinimalTrpcClient } from "#transport/trpc/minimal-trpc-client.ts";
import { ServerConnection } from "#transport/connection/server-connection.ts";
import type { AppRouter } from "#server/api/router.ts";
import { addAgent, type Member, completeSetUp } from "../../../e2e/support/member-accounts.ts";
import type { SwitchboardServer } from "./switchboard-server.ts";
import { createClientEnvironment } from "./client-environment.ts";

/** A connection made with the product's own client, as in the widget and the app. */
export interface ClientConnection {
  api: TRPCClient<AppRouter>;
  serverConnection: ServerConnection;
  /** Closes it for good. */
  close: () => void;
}

/** An organization on a running Switchboard, with functions to connect to it. */
export interface Organization {
  widgetKey: string;
  admin: Member;
  addAgent: (name: string) => Promise<Member>;
  /** Connects a widget: with a customer's token, or with `null` before the start form is sent. */
  widget: (token: string | null) => ClientConnection;
  /** Connects the app of a signed-in member. */
  app: (member: Member) => ClientConnection;
}

/** Sets up a fresh server with the longest chat time, so that no chat ends during a run. */
export async function openOrganization({
  url,
  port,
  setUpLink,
}: Pick<SwitchboardServer, "url" | "port" | "setUpLink">): Promise<Organization> {
  const admin = await completeSetUp(url, setUpLink(), { name: "Ana", email: "ana@fern.example" });
  const { widgetKey } = await admin.api.agent.me.query({});
  await admin.api.settings.setSessions.mutate({ limitMs: SESSION_LIMIT_MAX_MS, warningMs: MINUTE });
  const { settings } = await admin.api.settings.get.query({});
  await admin.api.settings.setAssigning.mutate({ ...settings.assigning, capacity: CAPACITY_MAX });
  let connectionCount = 0;

  function connect(params: Record<string, string>, cookie: string | null): ClientConnection {
    connectionCount += 1;
    const { environment, close } = createClientEnvironment(url, cookie);
    const serverConnection = new ServerConnection(
      { url: `ws://${loopbackOf(connectionCount)}:${port}/trpc`, params: () => params },
      environment,
    );
    return { api: createMinimalTrpcClient<AppRouter>(serverConnection), serverConnection, close };
  }

  return {
    widgetKey,
    admin,
    addAgent: (name) => addAgent(url, admin, name),
    widget: (token) => connect({ widgetKey, ...(token !== null && { token }) }, null),
    app: ({ cookie }) => connect({ app: "agent" }, cookie),
  };
}

/** The number of local addresses. Each allows only 28,000 ports to one address and port. */
const ADDRESSES = 8;

function loopbackOf(count: number): string {
  return `127.0.0.${(count % ADDRESSES) + 1}`;
}

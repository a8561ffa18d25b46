import type { TRPCClient } from "@trpc/client";
import { MINUTE } from "#domain/model/instant.ts";
import { CAPACITY_MAX, SESSION_LIMIT_MAX_MS } from "#domain/model/settings.ts";
import { createMinimalTrpcClient } from "#transport/trpc/minimal-trpc-client.ts";
import { ServerConnection } from "#transport/connection/server-connection.ts";
import type { AppRouter } from "#server/api/router.ts";
import { addAgent, type Member, setUp } from "../../../e2e/support/api-client.ts";
import type { SwitchboardServer } from "./switchboard-server.ts";
import { createClientEnvironment } from "./client-environment.ts";

/** The product's own client, as the widget and the app have it. */
export interface ClientConnection {
  api: TRPCClient<AppRouter>;
  link: ServerConnection;
  /** Leaves for good. */
  close: () => void;
}

/** A company on a running Switchboard, and the ways to it. */
export interface Organization {
  widgetKey: string;
  admin: Member;
  hire: (name: string) => Promise<Member>;
  /** A widget's connection: of a customer, or of somebody who has not sent the form. */
  widget: (token: string | null) => ClientConnection;
  /** The app's connection of a member who has signed in. */
  app: (member: Member) => ClientConnection;
}

/** Sets a fresh server up: chats as long as they may be, so that none ends during a run. */
export async function openOrganization({ url, port, setUpLink }: SwitchboardServer): Promise<Organization> {
  const admin = await setUp(url, setUpLink(), { name: "Ana", email: "ana@fern.example" });
  const { widgetKey } = await admin.api.agent.me.query({});
  await admin.api.settings.setSessions.mutate({ limitMs: SESSION_LIMIT_MAX_MS, warningMs: MINUTE });
  const { settings } = await admin.api.settings.get.query({});
  await admin.api.settings.setAssigning.mutate({ ...settings.assigning, capacity: CAPACITY_MAX });
  let dialled = 0;

  function dial(params: Record<string, string>, cookie: string | null): ClientConnection {
    dialled += 1;
    const { environment, close } = createClientEnvironment(url, cookie);
    const link = new ServerConnection(
      { url: `ws://${loopbackOf(dialled)}:${port}/trpc`, params: () => params },
      environment,
    );
    return { api: createMinimalTrpcClient<AppRouter>(link), link, close };
  }

  return {
    widgetKey,
    admin,
    hire: (name) => addAgent(url, admin, name),
    widget: (token) => dial({ widgetKey, ...(token !== null && { token }) }, null),
    app: ({ cookie }) => dial({ app: "agent" }, cookie),
  };
}

/** Connections to one address and port are told apart by 28,000 ports of ours; with several addresses there are enough. */
const ADDRESSES = 8;

function loopbackOf(count: number): string {
  return `127.0.0.${(count % ADDRESSES) + 1}`;
}

import { createMinimalTrpcClient } from "#transport/trpc/minimal-trpc-client.ts";
import { ServerConnection } from "#transport/connection/server-connection.ts";
import type { ConnectionParams } from "#transport/connection/socket.ts";
import type { AppRouter } from "#server/api/router.ts";
import { type ActorEnvironment, createActorEnvironment } from "./actor-environment.ts";
import type { Api } from "./http-api.ts";
import type { SimulatedTab } from "./simulated-browser.ts";
import type { ActorContext } from "./actor-context.ts";

/** The basis of every actor: the product's own connection, in an environment created by the harness. */
export interface ActorClient {
  environment: ActorEnvironment;
  connection: ServerConnection;
  api: Api;
}

interface ActorClientOptions {
  params: ConnectionParams;
  cookie?: string | null;
  /** The tab the actor runs in, if its stored data matters. */
  browser?: SimulatedTab | null;
}

/** Creates an actor's client. It connects on its first call. */
export function createActorClient(
  actorContext: ActorContext,
  actor: string,
  { params, cookie = null, browser = null }: ActorClientOptions,
): ActorClient {
  const headers = { origin: actorContext.url, ...(cookie !== null && { cookie }) };
  const environment = createActorEnvironment(actorContext, actor, { headers, browser });
  const url = `${actorContext.connectUrl.replace("http", "ws")}/trpc`;
  const connection = new ServerConnection({ url, params: () => params }, environment);
  return { environment, connection, api: createMinimalTrpcClient<AppRouter>(connection) };
}

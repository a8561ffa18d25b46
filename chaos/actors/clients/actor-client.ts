import { createMinimalTrpcClient } from "#transport/trpc/minimal-trpc-client.ts";
import { ServerConnection } from "#transport/connection/server-connection.ts";
import type { ConnectionParams } from "#transport/connection/socket.ts";
import type { AppRouter } from "#server/api/router.ts";
import { type ActorEnvironment, createActorEnvironment } from "./actor-environment.ts";
import type { Api } from "./http-api.ts";
import type { SimulatedTab } from "./simulated-browser.ts";
import type { ActorContext } from "./actor-context.ts";

/** What every actor is made of: the product's own link, in a world of the harness's making. */
export interface ActorClient {
  environment: ActorEnvironment;
  link: ServerConnection;
  api: Api;
}

interface BodyOptions {
  params: ConnectionParams;
  cookie?: string | null;
  /** The tab it lives in, where what it stores matters. */
  browser?: SimulatedTab | null;
}

/** Gives an actor a link; nothing is dialled before its first call. */
export function createActorClient(
  actorContext: ActorContext,
  actor: string,
  { params, cookie = null, browser = null }: BodyOptions,
): ActorClient {
  const headers = { origin: actorContext.url, ...(cookie !== null && { cookie }) };
  const environment = createActorEnvironment(actorContext, actor, { headers, browser });
  const url = `${actorContext.dial.replace("http", "ws")}/trpc`;
  const link = new ServerConnection({ url, params: () => params }, environment);
  return { environment, link, api: createMinimalTrpcClient<AppRouter>(link) };
}

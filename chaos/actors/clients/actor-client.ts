import { directClient } from "#transport/trpc/minimal-trpc-client.ts";
import { Link } from "#transport/connection/server-connection.ts";
import type { ConnectionParams } from "#transport/connection/socket.ts";
import type { AppRouter } from "#server/api/router.ts";
import { type ActorWorld, actorWorld } from "./actor-environment.ts";
import type { Api } from "./http-api.ts";
import type { BrowserTab } from "./simulated-browser.ts";
import type { Stage } from "./actor-context.ts";

/** What every actor is made of: the product's own link, in a world of the harness's making. */
export interface Body {
  world: ActorWorld;
  link: Link;
  api: Api;
}

interface BodyOptions {
  params: ConnectionParams;
  cookie?: string | null;
  /** The tab it lives in, where what it stores matters. */
  browser?: BrowserTab | null;
}

/** Gives an actor a link; nothing is dialled before its first call. */
export function createBody(
  stage: Stage,
  actor: string,
  { params, cookie = null, browser = null }: BodyOptions,
): Body {
  const headers = { origin: stage.url, ...(cookie !== null && { cookie }) };
  const world = actorWorld(stage, actor, { headers, browser });
  const url = `${stage.dial.replace("http", "ws")}/trpc`;
  const link = new Link({ url, params: () => params }, world);
  return { world, link, api: directClient<AppRouter>(link) };
}

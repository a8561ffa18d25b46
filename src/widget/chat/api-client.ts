import type { TRPCClient } from "@trpc/client";
import { directClient } from "#transport/trpc/minimal-trpc-client.ts";
import { Link } from "#transport/connection/server-connection.ts";
import type { AppRouter } from "#server/api/router.ts";

/** Every procedure of the server, typed. */
export type Api = TRPCClient<AppRouter>;

export interface Client {
  api: Api;
  link: Link;
}

/**
 * Makes the one connection of the frame. It dials at the first call.
 *
 * @param token - read at each connect; missing while this browser has no customer
 */
export function createClient(widgetKey: string, token: () => string | undefined): Client {
  const link = new Link({
    url: `${location.origin.replace("http", "ws")}/trpc`,
    params() {
      const known = token();
      return known === undefined ? { widgetKey } : { widgetKey, token: known };
    },
  });
  return { api: directClient<AppRouter>(link), link };
}

import type { TRPCClient } from "@trpc/client";
import { createDirectClient } from "#link/direct-client.ts";
import type { LinkControl } from "#link/exchange.ts";
import type { AppRouter } from "#server/api/router.ts";

/** Every procedure of the server, typed. */
export type Api = TRPCClient<AppRouter>;

export interface Client {
  api: Api;
  link: LinkControl;
}

/**
 * Makes the one connection of the frame. It dials at the first call.
 *
 * @param token - read at each connect; `null` while this browser has no customer
 */
export function createClient(widgetKey: string, token: () => string | null): Client {
  const url = new URL("/trpc", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const direct = createDirectClient<AppRouter>({
    url: url.href,
    params() {
      const known = token();
      return known === null ? { widgetKey } : { widgetKey, token: known };
    },
  });
  return { api: direct.client, link: direct };
}

import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import type { AppRouter } from "#server/api/router.ts";

export type Api = TRPCClient<AppRouter>;

/**
 * Creates the stock client over single HTTP requests.
 *
 * @param url - the origin that people open
 * @param connectUrl - the address to connect to, if not the balancer's
 */
export function httpApi(url: string, headers: Record<string, string> = {}, connectUrl = url): Api {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${connectUrl}/trpc`,
        headers: { origin: url, "x-requested-by": "switchboard", ...headers },
      }),
    ],
  });
}

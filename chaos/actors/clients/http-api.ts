import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import type { AppRouter } from "#server/api/router.ts";

export type Api = TRPCClient<AppRouter>;

/**
 * The stock client over single HTTP requests.
 *
 * @param url - the origin people open
 * @param connectUrl - where to connect to, if not through the balancer
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

import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import type { AppRouter } from "#server/api/router.ts";

export type Api = TRPCClient<AppRouter>;

/** The stock client over single HTTP requests. */
export function httpApi(url: string, headers: Record<string, string> = {}): Api {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({ url: `${url}/trpc`, headers: { origin: url, "x-requested-by": "switchboard", ...headers } }),
    ],
  });
}

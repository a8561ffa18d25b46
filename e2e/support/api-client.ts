import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import type { AppRouter } from "#server/api/router.ts";

export type Client = TRPCClient<AppRouter>;

/** Creates an API client that makes single HTTP requests. */
export function createApiClient(url: string, headers: Record<string, string> = {}): Client {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({ url: `${url}/trpc`, headers: { origin: url, "x-requested-by": "switchboard", ...headers } }),
    ],
  });
}

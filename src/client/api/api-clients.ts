import { createTRPCClient } from "@trpc/client";
import { retryRefusedLink } from "#transport/trpc/retry-refused-link.ts";
import { trpcLink } from "#transport/trpc/trpc-link.ts";
import type { AppRouter } from "#server/api/router.ts";
import { api } from "./api-hooks.ts";
import { requestReauthentication } from "./reauthentication-request.ts";
import { appConnection } from "./app-connection.ts";

/** The tRPC client for use outside React components. */
export const server = createTRPCClient<AppRouter>({ links: [trpcLink(appConnection)] });

/** The tRPC client of the hooks. A call that needs reauthentication is retried after it. */
export const apiClient = api.createClient({
  links: [retryRefusedLink("proof-needed", requestReauthentication), trpcLink(appConnection)],
});

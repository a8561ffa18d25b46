import { QueryClient } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { readCallFailure } from "#transport/call-failure.ts";
import {
  ServerConnection,
  PING_INTERVAL_MS,
  PING_INTERVAL_MINIMISED_MS,
} from "#transport/connection/server-connection.ts";
import { retryRefusedLink } from "#transport/trpc/retry-refused-link.ts";
import { trpcLink } from "#transport/trpc/trpc-link.ts";
import type { AppRouter } from "#server/api/router.ts";
import { api } from "./api-hooks.ts";
import { requestReauthentication } from "./reauthentication-request.ts";
import { noteServerBuild } from "./server-build.ts";
import { createStore } from "../store.ts";

/** The app's only server connection. It opens on the first call. */
export const link = new ServerConnection({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/trpc`,
  params: () => ({ app: "agent" }),
  onServerBuild: noteServerBuild,
});

/** The state of the socket. */
export const linkState = createStore(link.state());
link.onState(linkState.set);
document.addEventListener("visibilitychange", () =>
  link.setPingInterval(document.hidden ? PING_INTERVAL_MINIMISED_MS : PING_INTERVAL_MS),
);

/** The tRPC client for use outside React components. */
export const server = createTRPCClient<AppRouter>({ links: [trpcLink(link)] });

/** The tRPC client of the hooks. A call that needs reauthentication is retried after it. */
export const apiClient = api.createClient({
  links: [retryRefusedLink("proof-needed", requestReauthentication), trpcLink(link)],
});

const RETRIES_MAX = 3;

/** The query cache. The feed invalidates it, so nothing is refetched on focus, on reconnect or by age. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: "always",
      retry: (failures, error) => readCallFailure(error).kind !== "refused" && failures < RETRIES_MAX,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

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

/** The one socket of the app. It dials at the first call. */
export const link = new ServerConnection({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/trpc`,
  params: () => ({ app: "agent" }),
  onServerBuild: noteServerBuild,
});

/** How the socket stands. */
export const linkState = createStore(link.state());
link.onState(linkState.set);
document.addEventListener("visibilitychange", () =>
  link.setPingInterval(document.hidden ? PING_INTERVAL_MINIMISED_MS : PING_INTERVAL_MS),
);

/** The server without React around it: for what happens outside of components. */
export const server = createTRPCClient<AppRouter>({ links: [trpcLink(link)] });

/** The same server for the hooks. What asks for the password anew is called again once it has been typed. */
export const apiClient = api.createClient({
  links: [retryRefusedLink("proof-needed", requestReauthentication), trpcLink(link)],
});

const MOST_TRIES = 3;

/** What was read. The feed says when it is out of date, so nothing is asked again on a whim. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: "always",
      retry: (failures, error) => readCallFailure(error).kind !== "refused" && failures < MOST_TRIES,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

import { QueryClient } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { readFailure } from "#transport/call-failure.ts";
import { Link, PING_EVERY_MS, PING_MINIMISED_MS } from "#transport/connection/server-connection.ts";
import { askAgainLink } from "#transport/trpc/retry-refused-link.ts";
import { trpcLink } from "#transport/trpc/trpc-link.ts";
import type { AppRouter } from "#server/api/router.ts";
import { api } from "./api-hooks.ts";
import { askProof } from "./reauthentication-request.ts";
import { createStore } from "../store.ts";

/** The one socket of the app. It dials at the first call. */
export const link = new Link({
  url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/trpc`,
  params: () => ({ app: "agent" }),
});

/** How the socket stands. */
export const linkState = createStore(link.state());
link.onState(linkState.set);
document.addEventListener("visibilitychange", () =>
  link.setPace(document.hidden ? PING_MINIMISED_MS : PING_EVERY_MS),
);

/** The server without React around it: for what happens outside of components. */
export const server = createTRPCClient<AppRouter>({ links: [trpcLink(link)] });

/** The same server for the hooks. What asks for the password anew is called again once it has been typed. */
export const apiClient = api.createClient({
  links: [askAgainLink("proof-needed", askProof), trpcLink(link)],
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
      retry: (failures, error) => readFailure(error).kind !== "refused" && failures < MOST_TRIES,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

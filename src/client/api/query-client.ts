import { QueryClient } from "@tanstack/react-query";
import { readCallFailure } from "#transport/call-failure.ts";

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

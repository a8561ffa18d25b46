import { BotFailure } from "../contract/bot-failure.ts";
import { hostOf } from "./egress-policy.ts";
import type { Fetch } from "./guarded-fetch.ts";

/** Wraps `fetch` with a callback for each blocked host. */
export function reportBlockedHosts(fetch: Fetch, onBlocked: (host: string) => void): Fetch {
  return async (input, init) => {
    try {
      return await fetch(input, init);
    } catch (error) {
      if (error instanceof BotFailure && error.reason === "blocked")
        onBlocked(hostOf(new URL(input instanceof Request ? input.url : input)));
      throw error;
    }
  };
}

import type { ServiceContext } from "../context.ts";
import { eraseOldChats } from "./erase-old-chats.ts";
import { createRetentionClock, type RetentionClockDeps } from "./retention-clock.ts";

/** The job that erases chats past the companies' retention periods. */
export interface Retention {
  /** Erases what is too old, if the clock is to be believed; `signal` ends it after the present write. */
  erase: (signal?: AbortSignal) => Promise<void>;
}

/** Creates the retention job of this process. */
export function createRetention(
  services: ServiceContext,
  deps: Omit<RetentionClockDeps, "store">,
): Retention {
  const clock = createRetentionClock({ store: services.store, ...deps });
  return {
    async erase(signal) {
      if (await clock.isTrusted()) await eraseOldChats(services, signal);
    },
  };
}

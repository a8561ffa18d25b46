import type { ServiceContext } from "../context.ts";
import { removeDeletedArticles } from "../knowledge/remove-deleted-articles.ts";
import { eraseOldChats } from "./erase-old-chats.ts";
import { createRetentionClock, type RetentionClockDeps } from "./retention-clock.ts";

/** What is erased because of its age, if the clock is to be believed; `signal` ends it after the present write. */
export interface Retention {
  /** Erases chats past the companies' retention periods. */
  erase: (signal?: AbortSignal) => Promise<void>;
  /** Removes articles that were deleted too long ago to be restored. */
  removeArticles: (signal?: AbortSignal) => Promise<void>;
}

/** Creates the retention jobs of this process. */
export function createRetention(
  services: ServiceContext,
  deps: Omit<RetentionClockDeps, "store">,
): Retention {
  const clock = createRetentionClock({ store: services.store, ...deps });
  return {
    async erase(signal) {
      if (await clock.isTrusted()) await eraseOldChats(services, signal);
    },
    async removeArticles(signal) {
      if (await clock.isTrusted()) await removeDeletedArticles(services, signal);
    },
  };
}

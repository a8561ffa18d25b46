import type { FeedNotifier } from "./feed-notifier.ts";
import { createMemoryFeedNotifier } from "./memory-feed-notifier.ts";
import type { PeerChannel } from "../peers/peer-channel.ts";

/**
 * Creates a notifier for several instances. It notifies its own listeners at once, and those of other instances over
 * `channel`.
 */
export function createMultiInstanceFeedNotifier(channel: PeerChannel): FeedNotifier {
  const local = createMemoryFeedNotifier();
  channel.onNotice((notice) => notice.kind === "nudge" && local.notify(notice.orgId));
  // Notices may have been missed, so every listener reads the database once.
  channel.onReconnect(local.notifyAll);
  return {
    notify(orgId, facts) {
      local.notify(orgId, facts);
      channel.send({ kind: "nudge", orgId });
    },
    listen: local.listen,
  };
}

import type { FeedNotifier } from "./feed-notifier.ts";
import { createMemoryFeedNotifier } from "./memory-feed-notifier.ts";
import type { PeerChannel } from "../peers/peer-channel.ts";

/** A bus for several machines: a nudge goes to the listeners here at once, and to those elsewhere over `wire`. */
export function createMultiInstanceFeedNotifier(channel: PeerChannel): FeedNotifier {
  const here = createMemoryFeedNotifier();
  channel.onNotice((notice) => notice.kind === "nudge" && here.notify(notice.orgId));
  // Nudges may have been missed, so everybody looks at the database once.
  channel.onReconnect(here.notifyAll);
  return {
    notify(orgId, facts) {
      here.notify(orgId, facts);
      channel.send({ kind: "nudge", orgId });
    },
    listen: here.listen,
  };
}

import { createMemoryEphemeralEvents, type EphemeralEvents } from "./ephemeral-events.ts";
import type { PeerChannel } from "../peers/peer-channel.ts";

/**
 * Creates ephemeral events for several instances. They are published here at once, and on the others if `channel`
 * delivers them.
 */
export function createMultiInstanceEphemeralEvents(channel: PeerChannel): EphemeralEvents {
  const local = createMemoryEphemeralEvents();
  channel.onNotice((notice) => {
    if (notice.kind === "whisper") local.publish(notice.orgId, notice.whisper);
    if (notice.kind === "ask") local.requestReplay(notice.orgId, notice.sessionId);
  });
  return {
    ...local,
    publish(orgId, event) {
      local.publish(orgId, event);
      channel.send({ kind: "whisper", orgId, whisper: event });
    },
    requestReplay(orgId, sessionId) {
      local.requestReplay(orgId, sessionId);
      channel.send({ kind: "ask", orgId, sessionId });
    },
  };
}

import { createMemoryEphemeralEvents, type EphemeralEvents } from "./ephemeral-events.ts";
import type { PeerChannel } from "../peers/peer-channel.ts";

/** Whispers for several machines: heard here at once, and elsewhere if `wire` brings them there. */
export function createMultiInstanceEphemeralEvents(channel: PeerChannel): EphemeralEvents {
  const here = createMemoryEphemeralEvents();
  channel.onNotice((notice) => {
    if (notice.kind === "whisper") here.publish(notice.orgId, notice.whisper);
    if (notice.kind === "ask") here.requestReplay(notice.orgId, notice.sessionId);
  });
  return {
    ...here,
    publish(orgId, event) {
      here.publish(orgId, event);
      channel.send({ kind: "whisper", orgId, whisper: event });
    },
    requestReplay(orgId, sessionId) {
      here.requestReplay(orgId, sessionId);
      channel.send({ kind: "ask", orgId, sessionId });
    },
  };
}

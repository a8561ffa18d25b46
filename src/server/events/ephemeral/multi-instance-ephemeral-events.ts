import { createMemoryWhispers, type Whispers } from "./ephemeral-events.ts";
import type { Wire } from "../peers/peer-channel.ts";

/** Whispers for several machines: heard here at once, and elsewhere if `wire` brings them there. */
export function createWiredWhispers(wire: Wire): Whispers {
  const here = createMemoryWhispers();
  wire.onParcel((parcel) => {
    if (parcel.kind === "whisper") here.say(parcel.orgId, parcel.whisper);
    if (parcel.kind === "ask") here.ask(parcel.orgId, parcel.sessionId);
  });
  return {
    ...here,
    say(orgId, whisper) {
      here.say(orgId, whisper);
      wire.send({ kind: "whisper", orgId, whisper });
    },
    ask(orgId, sessionId) {
      here.ask(orgId, sessionId);
      wire.send({ kind: "ask", orgId, sessionId });
    },
  };
}

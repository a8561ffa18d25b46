import { decided, refused, type Decision } from "../model/decision.ts";
import { applyFact } from "../model/apply-fact.ts";
import type { SessionFact } from "../model/fact.ts";
import { returnToQueue } from "../routing/change-holder.ts";
import type { SessionId } from "../model/ids.ts";
import { normalizeMessageText } from "../text/normalize-message-text.ts";
import type { Author } from "../model/message.ts";
import type { PreviousSend, Scene } from "../model/scene.ts";
import { limitsOf, restartClock } from "../model/session-clock.ts";
import type { Session } from "../model/session.ts";
import { customerBack } from "./customer-presence.ts";

export interface Incoming {
  sessionId: SessionId;
  clientId: string;
  text: string;
}

/**
 * Records a customer's message. A customer who had left is back with it.
 *
 * @returns the earlier send if the message is a duplicate, `null` if it is new; refuses `session-unknown`,
 * `session-ended`, `message-empty` or `message-too-long`
 */
export function decideReceive(scene: Scene, incoming: Incoming): Decision<PreviousSend | null> {
  const previous = scene.previousSend(incoming.sessionId, "customer", incoming.clientId);
  if (previous !== null) return decided([], previous);

  const session = scene.session(incoming.sessionId);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return refused("session-ended", null);
  const read = normalizeMessageText(incoming.text);
  if ("refusal" in read) return refused(read.refusal, null);

  const posted = post(scene, session, { ...incoming, text: read.text, author: { kind: "customer" } });
  const present = applyFact(session, posted);
  const returned = present.holderAway ? returnToQueue(present, scene.now) : [];
  return decided([...customerBack(session, scene.now), posted, ...returned], null);
}

/** Creates the fact of a person's message, which restarts the idle clock. */
export function post(
  { now, newId, settings }: Scene,
  session: Session,
  { clientId, text, author }: Pick<Incoming, "clientId" | "text"> & { author: Author },
): SessionFact {
  const message = {
    id: `msg_${newId()}`,
    sessionId: session.id,
    author,
    clientId,
    text,
    sentAt: now,
    sources: [],
    stopped: false,
  } as const;
  return {
    kind: "message-posted",
    sessionId: session.id,
    message,
    clock: restartClock(limitsOf(session, settings.sessions), now, session.botTurn),
  };
}

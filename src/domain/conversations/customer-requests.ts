import { decided, refused, type Decision } from "../model/decision.ts";
import { changeHolder, stopTurn } from "../routing/change-holder.ts";
import type { SessionId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import { restartClock } from "../model/session-clock.ts";
import { isMail } from "../model/session.ts";
import { answersNewChats } from "../routing/opening-hours.ts";

/**
 * "Talk to a person": queues the chat, or marks a queued one so that the switch leaves it there. Refuses `outside-hours`
 * for a chat that is not in the queue yet: who is keeps the place.
 */
export function decideAskPerson(scene: Scene, id: SessionId): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return refused("session-ended", null);
  if (isMail(session)) return refused("not-a-chat", null);
  const { holder, queuedAt, needsPerson } = session;
  if (holder.kind === "agent" || (holder.kind === "queue" && needsPerson)) return decided([], null);

  if (holder.kind !== "queue" && !scene.opening().isOpen) return refused("outside-hours", null);

  const asked = { holder: { kind: "queue" }, why: { kind: "person-asked" } } as const;
  const place = queuedAt === null ? {} : { queuedAt, returned: session.returned };
  return decided(changeHolder(session, asked, scene.now, { needsPerson: true, ...place }), null);
}

/**
 * "Ask the chatbot": moves a chat from the queue to the chatbot if it answers new chats. Refuses `not-waiting` otherwise.
 */
export function decideAskBot(scene: Scene, id: SessionId): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return refused("session-ended", null);
  if (isMail(session)) return refused("not-a-chat", null);
  if (session.holder.kind === "bot") return decided([], null);
  const answers = answersNewChats(scene.settings, scene.opening().isOpen);
  if (session.holder.kind !== "queue" || answers !== "bot") return refused("not-waiting", null);

  const chosen = { holder: { kind: "bot" }, why: { kind: "bot-chosen" } } as const;
  return decided(changeHolder(session, chosen, scene.now, { needsPerson: false }), null);
}

/** "Stop": ends the open turn of the chatbot, which keeps the chat. Does nothing without an open turn. */
export function decideStopBot(scene: Scene, id: SessionId): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  return decided(stopTurn(session, "customer", scene.now), null);
}

/** "Keep chat open": restarts the limit from now. */
export function decideKeepOpen(scene: Scene, id: SessionId): Decision<null> {
  const session = scene.session(id);
  if (session === null) return refused("session-unknown", null);
  if (session.endedAt !== null) return refused("session-ended", null);
  if (isMail(session)) return refused("not-a-chat", null);

  const clock = restartClock(scene.settings.sessions, scene.now, session.botTurn);
  return decided([{ kind: "kept-open", sessionId: id, at: scene.now, clock }], null);
}

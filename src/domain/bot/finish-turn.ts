import type { BotFailureCause } from "../model/bot-failure-cause.ts";
import { decided, type Decision } from "../model/decision.ts";
import { applyFact } from "../model/apply-fact.ts";
import type { SessionFact } from "../model/fact.ts";
import { changeHolder } from "../routing/change-holder.ts";
import type { SessionId, TurnId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import type { Message, Source } from "../model/message.ts";
import type { Scene } from "../model/scene.ts";
import { releaseClockFromTurn, restartClock } from "../model/session-clock.ts";
import type { BotTurn, Session } from "../model/session.ts";

/** The facts of a failed turn: the failure, which the user interface shows, and the move to the queue. */
export function failTurn(session: Session, cause: BotFailureCause, at: Instant): SessionFact[] {
  if (session.botTurn === null) return [];
  const { turnId } = session.botTurn;
  const clock = releaseClockFromTurn(session.clock, at);
  const failed: SessionFact = { kind: "bot-turn-failed", sessionId: session.id, turnId, cause, at, clock };
  const queued = changeHolder(
    applyFact(session, failed),
    { holder: { kind: "queue" }, why: { kind: "bot-failed" } },
    at,
    { needsPerson: true },
  );
  return [failed, ...queued];
}

/** One attempt at a turn. Results of earlier attempts are discarded: another instance has taken the turn over. */
export interface BotTurnAttempt {
  sessionId: SessionId;
  turnId: TurnId;
  attempt: number;
}

export interface BotAnswer extends BotTurnAttempt {
  text: string;
  sources: readonly Source[];
  /** The chatbot's classification of its answer. */
  verdict: "answered" | "unsure" | "asks-person";
  /** The text is the beginning of a longer answer. */
  isShortened: boolean;
}

/** The end of an attempt without an answer. */
export interface BotBreakdown extends BotTurnAttempt {
  cause: BotFailureCause;
  /** What the customer has read of the answer before it broke off; may be empty. */
  text: string;
}

/** Whether the turn is still open, this attempt is the latest, and the holder has not changed since it began. */
export function isCurrentAttempt(
  session: Session | null,
  { turnId, attempt }: BotTurnAttempt,
): session is Session & { botTurn: BotTurn } {
  const turn = session?.botTurn ?? null;
  return turn?.turnId === turnId && turn.attempt === attempt && turn.generation === session?.generation;
}

/**
 * Records the chatbot's answer.
 *
 * @returns `false` if the turn is no longer current: a person took over, the customer pressed Stop, the switch was
 * turned, or another instance runs it. The answer is then dropped and never shown.
 */
export function decideBotAnswer(scene: Scene, answer: BotAnswer): Decision<boolean> {
  const session = scene.session(answer.sessionId);
  if (!isCurrentAttempt(session, answer)) return decided([], false);

  const posted = answer.text === "" ? [] : [post(scene, session, answer)];
  const after = posted.reduce(applyFact, session);
  return decided([...posted, ...applyVerdict(scene, after, answer.verdict)], true);
}

/**
 * Records that the chatbot has failed. What the customer has read stays, marked as stopped.
 *
 * @returns `false` if the turn is no longer current
 */
export function decideBotFailure(scene: Scene, { cause, text, ...attempt }: BotBreakdown): Decision<boolean> {
  const session = scene.session(attempt.sessionId);
  if (!isCurrentAttempt(session, attempt)) return decided([], false);
  const kept = keepPartialText(scene, session, { ...attempt, text });
  return decided([...kept, ...failTurn(kept.reduce(applyFact, session), cause, scene.now)], true);
}

/** What the customer has read so far of an answer that is not finished. */
export interface SpokenWords {
  turnId: TurnId;
  text: string;
}

/** The facts that keep those words, marked as stopped, before their turn is stopped; none if it is another's. */
export function keepSpokenWords(scene: Scene, session: Session, spoken: SpokenWords | null): SessionFact[] {
  if (spoken === null || session.botTurn?.turnId !== spoken.turnId) return [];
  return keepPartialText(scene, session, spoken);
}

/** Records the partial answer of a stopped turn, once. It neither restarts the clock nor counts as an answer. */
export function decideKeepStoppedText(
  scene: Scene,
  { sessionId, turnId, text }: { sessionId: SessionId; turnId: TurnId; text: string },
): Decision<null> {
  const session = scene.session(sessionId);
  if (session === null || session.endedAt !== null || session.botTurn?.turnId === turnId)
    return decided([], null);
  return decided(keepPartialText(scene, session, { turnId, text }), null);
}

function keepPartialText(scene: Scene, { id, clock }: Session, { turnId, text }: SpokenWords): SessionFact[] {
  if (text.trim() === "" || scene.previousSend(id, "bot", turnId) !== null) return [];
  const message = botMessage(scene, { sessionId: id, turnId, text, sources: [], stopped: true });
  return [{ kind: "message-posted", sessionId: id, message, clock }];
}

/** Outside the hours nobody is queued: the customer is offered a person, and told when there will be one. */
function applyVerdict(scene: Scene, session: Session, verdict: BotAnswer["verdict"]): SessionFact[] {
  const { now, settings } = scene;
  if (verdict === "answered") return [];
  const isOffered = verdict === "unsure" && settings.fallbacks.onBotUnsure === "offer-person";
  if (isOffered || !scene.opening().isOpen) {
    return [{ kind: "person-offered", sessionId: session.id, at: now }];
  }
  const why = { kind: verdict === "unsure" ? "bot-unsure" : "bot-asked" } as const;
  return changeHolder(session, { holder: { kind: "queue" }, why }, now, { needsPerson: true });
}

function post(scene: Scene, session: Session, answer: BotAnswer): SessionFact {
  const message = botMessage(scene, { ...answer, stopped: false });
  return {
    kind: "message-posted",
    sessionId: session.id,
    message: answer.isShortened ? { ...message, shortened: true } : message,
    clock: restartClock(scene.settings.sessions, scene.now, null),
  };
}

function botMessage(
  { now, newId, settings }: Scene,
  content: Pick<BotAnswer, "sessionId" | "turnId" | "text" | "sources"> & { stopped: boolean },
): Message {
  return {
    id: `msg_${newId()}`,
    sessionId: content.sessionId,
    author: { kind: "bot", name: settings.chatbot.name, turnId: content.turnId },
    clientId: content.turnId,
    text: content.text,
    sentAt: now,
    sources: content.sources,
    stopped: content.stopped,
  };
}

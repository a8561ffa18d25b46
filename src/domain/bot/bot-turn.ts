import type { BotFailureCause } from "../model/bot-failure.ts";
import { decided, type Decision } from "../model/decision.ts";
import { applyFact } from "../model/apply-fact.ts";
import type { SessionFact } from "../model/fact.ts";
import { handOver } from "../model/hand-over.ts";
import type { SessionId, TurnId } from "../model/ids.ts";
import type { Instant } from "../model/instant.ts";
import type { Message, Source } from "../model/message.ts";
import type { Scene } from "../model/scene.ts";
import { releaseClockFromTurn, restartClock } from "../model/session-clock.ts";
import type { BotTurn, Session } from "../model/session.ts";
/** How often a turn is tried, by this process or by the one that finds it orphaned. */
const ATTEMPTS = 2;

/** A turn that failed: one honest line, which the screens write, and the line for a person. */
export function failTurn(session: Session, cause: BotFailureCause, at: Instant): SessionFact[] {
  if (session.botTurn === null) return [];
  const { turnId } = session.botTurn;
  const clock = releaseClockFromTurn(session.clock, at);
  const failed: SessionFact = { kind: "bot-turn-failed", sessionId: session.id, turnId, cause, at, clock };
  const queued = handOver(
    applyFact(session, failed),
    { holder: { kind: "queue" }, why: { kind: "bot-failed" } },
    at,
    { needsPerson: true },
  );
  return [failed, ...queued];
}

/** One try at a turn. What an earlier try brings counts no more: another process has taken the turn over. */
export interface BotTurnAttempt {
  sessionId: SessionId;
  turnId: TurnId;
  attempt: number;
}

export interface BotAnswer extends BotTurnAttempt {
  text: string;
  sources: readonly Source[];
  /** What the chatbot made of the question. */
  verdict: "answered" | "unsure" | "asks-person";
}

/** Whether the turn is still the session's, this try is the latest, and nothing was decided since it began. */
function holds(
  session: Session | null,
  { turnId, attempt }: BotTurnAttempt,
): session is Session & { botTurn: BotTurn } {
  const turn = session?.botTurn ?? null;
  return turn?.turnId === turnId && turn.attempt === attempt && turn.generation === session?.generation;
}

/**
 * The chatbot has answered.
 *
 * @returns `false` when the turn is no longer the session's: a person took over, the customer pressed Stop, the
 * switch was turned, another process runs it. The words are then dropped, never shown.
 */
export function decideBotAnswer(scene: Scene, answer: BotAnswer): Decision<boolean> {
  const session = scene.session(answer.sessionId);
  if (!holds(session, answer)) return decided([], false);

  const posted = answer.text === "" ? [] : [post(scene, session, answer)];
  const after = posted.reduce(applyFact, session);
  return decided([...posted, ...conclude(scene, after, answer.verdict)], true);
}

/** The chatbot has failed; `false` when nobody waits for it any more. */
export function decideBotFailure(
  scene: Scene,
  { cause, ...attempt }: BotTurnAttempt & { cause: BotFailureCause },
): Decision<boolean> {
  const session = scene.session(attempt.sessionId);
  return holds(session, attempt) ? decided(failTurn(session, cause, scene.now), true) : decided([], false);
}

/** Keeps what a stopped turn had said so far, once: it moves no clock and is no answer. */
export function decideKeepStoppedText(
  scene: Scene,
  { sessionId, turnId, text }: { sessionId: SessionId; turnId: TurnId; text: string },
): Decision<null> {
  const session = scene.session(sessionId);
  const gone = session === null || session.endedAt !== null || session.botTurn?.turnId === turnId;
  if (gone || text === "" || scene.previousSend(sessionId, "bot", turnId) !== null) return decided([], null);

  const message = words(scene, { sessionId, turnId, text, sources: [], stopped: true });
  return decided([{ kind: "message-posted", sessionId, message, clock: session.clock }], null);
}

/**
 * The process that ran this try is gone: the turn runs again under the same id, or has failed. Of several processes
 * that find it, the first takes it; for the others that try is over.
 */
export function decideRetryOrphanedTurn(scene: Scene, orphan: BotTurnAttempt): Decision<null> {
  const { sessionId } = orphan;
  const session = scene.session(sessionId);
  if (!holds(session, orphan)) return decided([], null);
  const { botTurn, clock } = session;
  if (botTurn.attempt >= ATTEMPTS) return decided(failTurn(session, "unreachable", scene.now), null);

  const turn: BotTurn = { ...botTurn, attempt: botTurn.attempt + 1, instanceId: scene.instanceId };
  return decided([{ kind: "bot-turn-started", sessionId, turn, clock }], null);
}

function conclude(scene: Scene, session: Session, verdict: BotAnswer["verdict"]): SessionFact[] {
  const { now, settings } = scene;
  if (verdict === "answered") return [];
  if (verdict === "unsure" && settings.fallbacks.onBotUnsure === "offer-person") {
    return [{ kind: "person-offered", sessionId: session.id, at: now }];
  }
  const why = { kind: verdict === "unsure" ? "bot-unsure" : "bot-asked" } as const;
  return handOver(session, { holder: { kind: "queue" }, why }, now, { needsPerson: true });
}

function post(scene: Scene, session: Session, answer: BotAnswer): SessionFact {
  const message = words(scene, { ...answer, stopped: false });
  return {
    kind: "message-posted",
    sessionId: session.id,
    message,
    clock: restartClock(scene.settings.sessions, scene.now, null),
  };
}

function words(
  { now, newId, settings }: Scene,
  said: Pick<BotAnswer, "sessionId" | "turnId" | "text" | "sources"> & { stopped: boolean },
): Message {
  return {
    id: `msg_${newId()}`,
    sessionId: said.sessionId,
    author: { kind: "bot", name: settings.chatbot.name, turnId: said.turnId },
    clientId: said.turnId,
    text: said.text,
    sentAt: now,
    sources: said.sources,
    stopped: said.stopped,
  };
}

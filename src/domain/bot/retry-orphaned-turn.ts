import { decided, type Decision } from "../model/decision.ts";
import type { Scene } from "../model/scene.ts";
import type { BotTurn } from "../model/session.ts";
import { type BotTurnAttempt, isCurrentAttempt, failTurn } from "./finish-turn.ts";

/** How many times a turn is attempted, by this instance or by one that finds it orphaned. */
const ATTEMPTS = 2;

/**
 * Retries a turn under the same id after the instance that ran this attempt has stopped, or fails it after the last
 * attempt. Of several instances that find it, the first takes it; for the others the attempt is no longer the latest.
 */
export function decideRetryOrphanedTurn(scene: Scene, orphan: BotTurnAttempt): Decision<null> {
  const { sessionId } = orphan;
  const session = scene.session(sessionId);
  if (!isCurrentAttempt(session, orphan)) return decided([], null);
  const { botTurn, clock } = session;
  if (botTurn.attempt >= ATTEMPTS) return decided(failTurn(session, "unreachable", scene.now), null);

  const turn: BotTurn = { ...botTurn, attempt: botTurn.attempt + 1, instanceId: scene.instanceId };
  return decided([{ kind: "bot-turn-started", sessionId, turn, clock }], null);
}

import type { SessionFact } from "../model/fact.ts";
import type { SessionId } from "../model/ids.ts";
import { type Millis, SECOND } from "../model/instant.ts";
import type { Scene } from "../model/scene.ts";
import { extendClockForTurn } from "../model/session-clock.ts";
import type { BotTurn, Session } from "../model/session.ts";

/** The longest duration of a turn, from its start to the end of the answer, retries included. */
export const TURN_MAX_MS: Millis = 60 * SECOND;

/** Starts the chatbot's turn in those of the sessions where it is due. */
export function startDueTurns(scene: Scene, ids: readonly SessionId[]): SessionFact[] {
  return ids.flatMap((id) => {
    const session = scene.session(id);
    return session === null ? [] : startTurn(scene, session);
  });
}

/** Starts a turn if the chatbot holds the session and the customer waits for an answer. */
function startTurn(scene: Scene, session: Session): SessionFact[] {
  const due =
    session.endedAt === null &&
    session.holder.kind === "bot" &&
    session.botTurn === null &&
    session.awaitingSince !== null;
  if (!due) return [];

  const turn: BotTurn = {
    turnId: `trn_${scene.newId()}`,
    generation: session.generation,
    instanceId: scene.instanceId,
    attempt: 1,
    startedAt: scene.now,
    givesUpAt: scene.now + TURN_MAX_MS,
    answers: session.customerMessages,
  };
  const clock = extendClockForTurn(session.clock, turn);
  return [{ kind: "bot-turn-started", sessionId: session.id, turn, clock }];
}

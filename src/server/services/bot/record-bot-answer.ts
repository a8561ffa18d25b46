import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { decideBotAnswer, decideBotFailure, decideKeepStoppedText } from "#domain/bot/finish-turn.ts";
import type { ServiceContext } from "../context.ts";
import type { BotOutcome } from "./collect-bot-answer.ts";
import type { TurnAttempt } from "./turn-attempt.ts";

/** Records the bot's answer. Resolves to `false` if the answer is no longer wanted. */
export async function recordBotAnswer(
  services: ServiceContext,
  { orgId, ...attempt }: TurnAttempt,
  { text, sources, verdict, isShortened }: Extract<BotOutcome, { kind: "spoke" }>,
): Promise<boolean> {
  const { sessionId } = attempt;
  const answer = { ...attempt, text, sources, verdict, isShortened };
  const { result } = await services.record(orgId, {
    needs: { sessions: [sessionId] },
    decide: (scene) => decideBotAnswer(scene, answer),
  });
  return result;
}

/**
 * Records that the turn failed, with the part of the answer that the customer has seen. Resolves to `false` if the turn is
 * no longer current.
 */
export async function recordBotFailure(
  services: ServiceContext,
  { orgId, ...attempt }: TurnAttempt,
  { cause, text }: { cause: BotFailureCause; text: string },
): Promise<boolean> {
  const { sessionId, turnId } = attempt;
  const { result } = await services.record(orgId, {
    needs: { sessions: [sessionId], send: { sessionId, authorKey: "bot", clientId: turnId } },
    decide: (scene) => decideBotFailure(scene, { ...attempt, cause, text }),
  });
  return result;
}

/** Stores the part of a stopped answer that the customer has seen. */
export async function recordStoppedAnswer(
  services: ServiceContext,
  place: TurnAttempt,
  text: string,
): Promise<void> {
  const { orgId, sessionId, turnId } = place;
  await services.record(orgId, {
    needs: { sessions: [sessionId], send: { sessionId, authorKey: "bot", clientId: turnId } },
    decide: (scene) => decideKeepStoppedText(scene, { sessionId, turnId, text }),
  });
}

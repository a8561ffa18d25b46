import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import { decideBotAnswer, decideBotFailure, decideKeepStoppedText } from "#domain/bot/finish-turn.ts";
import type { ServiceContext } from "../context.ts";
import type { BotOutcome } from "./collect-bot-answer.ts";
import type { TurnAttempt } from "./turn-attempt.ts";

/** Records the bot's answer. Resolves to `false` if the answer is no longer wanted. */
export async function recordBotAnswer(
  services: ServiceContext,
  { orgId, ...attempt }: TurnAttempt,
  { text, sources, verdict }: Extract<BotOutcome, { kind: "spoke" }>,
): Promise<boolean> {
  const { sessionId } = attempt;
  const answer = { ...attempt, text, sources, verdict };
  const { result } = await services.record(orgId, {
    needs: { sessions: [sessionId] },
    decide: (scene) => decideBotAnswer(scene, answer),
  });
  return result;
}

/** Records that the turn failed. */
export async function recordBotFailure(
  services: ServiceContext,
  place: TurnAttempt,
  cause: BotFailureCause,
): Promise<void> {
  await services.record(place.orgId, {
    needs: { sessions: [place.sessionId] },
    decide: (scene) => decideBotFailure(scene, { ...place, cause }),
  });
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

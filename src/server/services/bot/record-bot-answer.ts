import type { BotFailureCause } from "#domain/model/bot-failure.ts";
import { decideAnswer, decideFailure, decideStoppedWords } from "#domain/bot/bot-turn.ts";
import type { Desk } from "../context.ts";
import type { Spoken } from "./run-bot.ts";
import type { TurnPlace } from "./turn-attempt.ts";

/** Records an answer; `false` when it is no longer wanted. */
export async function answerTurn(
  desk: Desk,
  { orgId, ...attempt }: TurnPlace,
  { text, sources, verdict }: Extract<Spoken, { kind: "spoke" }>,
): Promise<boolean> {
  const { sessionId } = attempt;
  const answer = { ...attempt, text, sources, verdict };
  const { result } = await desk.record(orgId, {
    needs: { sessions: [sessionId] },
    decide: (scene) => decideAnswer(scene, answer),
  });
  return result;
}

/** Records that no answer came. */
export async function failTurn(desk: Desk, place: TurnPlace, cause: BotFailureCause): Promise<void> {
  await desk.record(place.orgId, {
    needs: { sessions: [place.sessionId] },
    decide: (scene) => decideFailure(scene, { ...place, cause }),
  });
}

/** Keeps what the customer had read of a stopped answer. */
export async function keepStoppedWords(desk: Desk, place: TurnPlace, text: string): Promise<void> {
  const { orgId, sessionId, turnId } = place;
  await desk.record(orgId, {
    needs: { sessions: [sessionId], send: { sessionId, authorKey: "bot", clientId: turnId } },
    decide: (scene) => decideStoppedWords(scene, { sessionId, turnId, text }),
  });
}

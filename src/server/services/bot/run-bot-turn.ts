import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { BotTurn } from "#domain/model/session.ts";
import { splitStreamedText } from "#domain/bot/split-streamed-text.ts";
import type { BotAdmission } from "./bot-admission.ts";
import type { ServiceContext } from "../context.ts";
import { recordBotAnswer, recordBotFailure, recordStoppedAnswer } from "./record-bot-answer.ts";
import { followSessionDuringTurn } from "./follow-session-during-turn.ts";
import type { ArticleIndexes } from "../knowledge/article-indexes.ts";
import { collectBotAnswer } from "./collect-bot-answer.ts";
import { TURN_MAX_MS } from "#domain/bot/start-turn.ts";

/** An attempt at a turn, running in this process. */
export interface RunningTurn {
  orgId: OrgId;
  sessionId: SessionId;
  turn: BotTurn;
  stop: AbortController;
  /** The text streamed so far. */
  publishedText: string;
  /** How often the answer began anew: what had been streamed was none. */
  restarts: number;
}

interface RunBotTurnDeps {
  services: ServiceContext;
  knowledge: ArticleIndexes;
  admission: BotAdmission;
  /** Called with the session's facts of all instances while the turn runs. */
  onFacts: (facts: readonly NumberedFact[]) => void;
  /** Called with the failure, or `null` after an answer, before the outcome can be read. */
  onOutcome: (cause: BotFailureCause | null) => void;
}

/** Calls the chatbot, streams its text as ephemeral events, and records the outcome. */
export async function runBotTurn(deps: RunBotTurnDeps, run: RunningTurn): Promise<void> {
  const over = new AbortController();
  const following = followSessionDuringTurn(deps.services, run, deps.onFacts, over.signal);
  try {
    await runAndRecord(deps, run);
  } finally {
    if (deps.services.spokenWords.get(run.sessionId)?.turnId === run.turn.turnId)
      deps.services.spokenWords.delete(run.sessionId);
    over.abort();
    await following;
  }
}

async function runAndRecord(
  { services, knowledge, admission, onOutcome }: RunBotTurnDeps,
  run: RunningTurn,
): Promise<void> {
  const { orgId, sessionId, turn, stop } = run;
  const place = { orgId, sessionId, turnId: turn.turnId, attempt: turn.attempt };
  const timeLeft = Math.max(0, Math.min(TURN_MAX_MS, turn.givesUpAt - services.now()));
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(timeLeft)]);
  const outcome = await collectBotAnswer({ services, knowledge, admission, signal }, place, {
    onWords: (text) => publishText(services, run, text),
    onRestart: () => {
      run.restarts += 1;
      run.publishedText = "";
      services.spokenWords.delete(sessionId);
    },
  });
  if (stop.signal.aborted) return recordStoppedAnswer(services, place, run.publishedText);
  onOutcome(outcome.kind === "failed" ? outcome.cause : null);
  const isRecorded =
    outcome.kind === "failed"
      ? await recordBotFailure(services, place, { cause: outcome.cause, text: run.publishedText })
      : await recordBotAnswer(services, place, outcome);
  if (!isRecorded) await recordStoppedAnswer(services, place, run.publishedText);
}

/** Publishes the text so far again, for subscribers who join late. */
export function republishText(services: ServiceContext, run: RunningTurn): void {
  publishPieces(services, run, 0, run.publishedText);
}

function publishText(services: ServiceContext, run: RunningTurn, text: string): void {
  const offset = run.publishedText.length;
  run.publishedText += text;
  services.spokenWords.set(run.sessionId, { turnId: run.turn.turnId, text: run.publishedText });
  publishPieces(services, run, offset, text);
}

function publishPieces(
  services: ServiceContext,
  { orgId, sessionId, turn, restarts }: RunningTurn,
  offset: number,
  text: string,
): void {
  const { turnId } = turn;
  // Readers start over with a higher attempt. An instance that takes the turn over has the next whole number.
  const attempt = turn.attempt + restarts / (restarts + 1);
  for (const piece of splitStreamedText({ kind: "bot-words", sessionId, turnId, attempt, offset, text }))
    services.ephemeralEvents.publish(orgId, piece);
}

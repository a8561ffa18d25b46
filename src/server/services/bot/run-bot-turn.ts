import type { BotFailureCause } from "#domain/model/bot-failure.ts";
import { TURN_MAX_MS } from "#domain/bot/bot-turn.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId } from "#domain/model/ids.ts";
import type { BotTurn } from "#domain/model/session.ts";
import { inPieces } from "#domain/bot/split-bot-text.ts";
import type { BotPurse } from "./bot-admission.ts";
import type { Desk } from "../context.ts";
import { answerTurn, failTurn, keepStoppedWords } from "./record-bot-answer.ts";
import { hearOfTurn } from "./follow-session-during-turn.ts";
import type { Knowledge } from "../knowledge/article-indexes.ts";
import { speak } from "./run-bot.ts";

/** A try at a turn, under way in this process. */
export interface Run {
  orgId: OrgId;
  sessionId: SessionId;
  turn: BotTurn;
  stop: AbortController;
  /** What was whispered so far. */
  said: string;
}

interface Means {
  desk: Desk;
  knowledge: Knowledge;
  purse: BotPurse;
  /** Hears what any machine records of the session meanwhile. */
  heed: (facts: readonly NumberedFact[]) => void;
  /** Hears why there is no answer, or `null` when there is one; before anybody can read of it. */
  note: (cause: BotFailureCause | null) => void;
}

/** Asks the chatbot, whispers its words as they come, and records what became of it. */
export async function runTurn(means: Means, run: Run): Promise<void> {
  const over = new AbortController();
  const hearing = hearOfTurn(means.desk, run, means.heed, over.signal);
  try {
    await carryThrough(means, run);
  } finally {
    over.abort();
    await hearing;
  }
}

async function carryThrough({ desk, knowledge, purse, note }: Means, run: Run): Promise<void> {
  const { orgId, sessionId, turn, stop } = run;
  const place = { orgId, sessionId, turnId: turn.turnId, attempt: turn.attempt };
  const patience = Math.max(0, Math.min(TURN_MAX_MS, turn.givesUpAt - desk.now()));
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(patience)]);
  const spoken = await speak({ desk, knowledge, purse, signal }, place, (text) => whisper(desk, run, text));
  if (stop.signal.aborted) return keepStoppedWords(desk, place, run.said);
  if (spoken.kind === "failed") {
    note(spoken.cause);
    return failTurn(desk, place, spoken.cause);
  }
  note(null);
  if (!(await answerTurn(desk, place, spoken))) await keepStoppedWords(desk, place, run.said);
}

/** Says everything said so far again, for who came late. */
export function repeatWords(desk: Desk, run: Run): void {
  say(desk, run, 0, run.said);
}

function whisper(desk: Desk, run: Run, text: string): void {
  const offset = run.said.length;
  run.said += text;
  say(desk, run, offset, text);
}

function say(desk: Desk, { orgId, sessionId, turn }: Run, offset: number, text: string): void {
  const { turnId, attempt } = turn;
  for (const piece of inPieces({ kind: "bot-words", sessionId, turnId, attempt, offset, text }))
    desk.whispers.say(orgId, piece);
}

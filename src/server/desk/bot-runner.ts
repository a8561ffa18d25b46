import type { BotFailureCause } from "#domain/bot-failure.ts";
import { TURN_MAX_MS } from "#domain/bot-turn.ts";
import type { NumberedFact } from "#domain/fact.ts";
import type { OrgId, SessionId, TurnId } from "#domain/ids.ts";
import type { Instant } from "#domain/instant.ts";
import type { BotTurn } from "#domain/session.ts";
import type { Whisper } from "#domain/whisper.ts";
import type { Desk } from "./desk.ts";
import { answerTurn, failTurn, keepStoppedWords } from "./finish-turn.ts";
import { speak } from "./speak.ts";
import type { Knowledge } from "./knowledge.ts";

interface Running {
  orgId: OrgId;
  sessionId: SessionId;
  turn: BotTurn;
  stop: AbortController;
  /** What was whispered so far. */
  said: string;
}

interface Trouble {
  cause: BotFailureCause;
  at: Instant;
}

/** Runs the chatbot's turns of this process: the one place that waits for a model. */
export interface BotRunner {
  /** Hears what was recorded: a turn that started here runs, one that stopped falls silent. */
  heed(orgId: OrgId, facts: readonly NumberedFact[]): void;
  /** What the chatbot has said so far in a session, for who comes late. */
  spoken(sessionId: SessionId): Whisper | null;
  /** What went wrong the last time the company's chatbot was asked; `null` if it answered. */
  trouble(orgId: OrgId): Trouble | null;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
}

/** A runner that asks what `desk` reaches, with passages from `knowledge`. */
export function createBotRunner(desk: Desk, knowledge: Knowledge): BotRunner {
  const running = new Map<TurnId, Running>();
  const work = new Set<Promise<void>>();
  const troubles = new Map<OrgId, Trouble>();

  function start(orgId: OrgId, sessionId: SessionId, turn: BotTurn): void {
    if (turn.instanceId !== desk.instanceId) return;
    const run: Running = { orgId, sessionId, turn, stop: new AbortController(), said: "" };
    // The same turn once more: whoever ran it before was given up.
    running.get(turn.turnId)?.stop.abort();
    running.set(turn.turnId, run);
    const done = take(run)
      .catch((error: unknown) => desk.report("a chatbot's turn", error))
      .finally(() => {
        if (running.get(turn.turnId) === run) running.delete(turn.turnId);
        work.delete(done);
      });
    work.add(done);
  }

  async function take(run: Running): Promise<void> {
    const { orgId, sessionId, turn, stop } = run;
    const patience = Math.max(0, Math.min(TURN_MAX_MS, turn.givesUpAt - desk.now()));
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(patience)]);
    const place = { orgId, sessionId, turnId: turn.turnId };
    const spoken = await speak({ desk, knowledge, signal }, place, (text) => whisper(desk, run, text));
    if (stop.signal.aborted) return keepStoppedWords(desk, place, run.said);
    if (spoken.kind === "failed") {
      troubles.set(orgId, { cause: spoken.cause, at: desk.now() });
      return failTurn(desk, place, spoken.cause);
    }
    troubles.delete(orgId);
    if (!(await answerTurn(desk, place, spoken))) await keepStoppedWords(desk, place, run.said);
  }

  return {
    heed(orgId, facts) {
      for (const { fact } of facts) {
        if (fact.kind === "bot-turn-started") start(orgId, fact.sessionId, fact.turn);
        if (fact.kind === "bot-turn-stopped") running.get(fact.turnId)?.stop.abort();
      }
    },
    spoken(sessionId) {
      for (const run of running.values()) if (run.sessionId === sessionId) return words(run, 0, run.said);
      return null;
    },
    trouble: (orgId) => troubles.get(orgId) ?? null,
    async idle() {
      while (work.size > 0) await Promise.all(work);
    },
  };
}

function whisper(desk: Desk, run: Running, text: string): void {
  const offset = run.said.length;
  run.said += text;
  desk.whispers.say(run.orgId, words(run, offset, text));
}

function words({ sessionId, turn }: Running, offset: number, text: string): Whisper {
  return { kind: "bot-words", sessionId, turnId: turn.turnId, attempt: turn.attempt, offset, text };
}

import type { BotFailureCause } from "#domain/bot-failure.ts";
import { TURN_MAX_MS } from "#domain/bot-turn.ts";
import type { NumberedFact } from "#domain/fact.ts";
import type { OrgId, SessionId, TurnId } from "#domain/ids.ts";
import type { Instant } from "#domain/instant.ts";
import type { BotTurn } from "#domain/session.ts";
import { inPieces } from "#domain/words-in-pieces.ts";
import { listOpenTurns } from "../db/due-sessions.ts";
import type { Desk } from "./desk.ts";
import { answerTurn, failTurn, keepStoppedWords } from "./finish-turn.ts";
import { hearOfTurn } from "./hear-of-turn.ts";
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
  /** Hears what was recorded here: a turn that is this process's runs, one that stopped falls silent. */
  heed(orgId: OrgId, facts: readonly NumberedFact[]): void;
  /**
   * Looks in the database which turns are this process's: runs those it has not heard of, and lets go of those that
   * are no longer. The net under what is heard.
   */
  attend(): Promise<void>;
  /** What went wrong the last time this process asked the company's chatbot; `null` if it answered. */
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
    const before = running.get(turn.turnId);
    if (before?.turn.attempt === turn.attempt) return;
    // The same turn once more: whoever ran it before was given up.
    before?.stop.abort();
    if (turn.instanceId !== desk.instanceId) return;
    const run: Running = { orgId, sessionId, turn, stop: new AbortController(), said: "" };
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
    const { turnId, attempt } = turn;
    const over = new AbortController();
    const hearing = hearOfTurn(desk, run, (facts) => heed(orgId, facts), over.signal);
    try {
      const patience = Math.max(0, Math.min(TURN_MAX_MS, turn.givesUpAt - desk.now()));
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(patience)]);
      const place = { orgId, sessionId, turnId, attempt };
      const spoken = await speak({ desk, knowledge, signal }, place, (text) => whisper(desk, run, text));
      if (stop.signal.aborted) return await keepStoppedWords(desk, place, run.said);
      if (spoken.kind === "failed") {
        troubles.set(orgId, { cause: spoken.cause, at: desk.now() });
        return await failTurn(desk, place, spoken.cause);
      }
      troubles.delete(orgId);
      if (!(await answerTurn(desk, place, spoken))) await keepStoppedWords(desk, place, run.said);
    } finally {
      over.abort();
      await hearing;
    }
  }

  function heed(orgId: OrgId, facts: readonly NumberedFact[]): void {
    for (const { fact } of facts) {
      if (fact.kind === "bot-turn-started") start(orgId, fact.sessionId, fact.turn);
      if (fact.kind === "bot-turn-stopped" || fact.kind === "bot-turn-failed")
        running.get(fact.turnId)?.stop.abort();
    }
  }

  desk.whispers.onAsk((orgId, sessionId) => {
    for (const run of running.values()) if (run.sessionId === sessionId) repeat(desk, orgId, run);
  });

  return {
    heed,
    async attend() {
      const before = new Map(running);
      const open = await listOpenTurns(desk.store, desk.instanceId);
      const ours = new Map(open.map(({ session }) => [session.botTurn?.turnId, session.botTurn?.attempt]));
      for (const [turnId, { turn, stop }] of before) if (ours.get(turnId) !== turn.attempt) stop.abort();
      for (const { orgId, session } of open) {
        // One that ran when we asked and runs no more has just been answered.
        const isNews = session.botTurn !== null && !before.has(session.botTurn.turnId);
        if (isNews && session.botTurn !== null) start(orgId, session.id, session.botTurn);
      }
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
  say(desk, run, offset, text);
}

function repeat(desk: Desk, orgId: OrgId, run: Running): void {
  if (run.orgId === orgId) say(desk, run, 0, run.said);
}

function say(desk: Desk, { orgId, sessionId, turn }: Running, offset: number, text: string): void {
  const { turnId, attempt } = turn;
  for (const piece of inPieces({ kind: "bot-words", sessionId, turnId, attempt, offset, text }))
    desk.whispers.say(orgId, piece);
}

import type { BotFailureCause } from "#domain/model/bot-failure.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId, TurnId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { BotTurn } from "#domain/model/session.ts";
import { listOpenTurns } from "../../db/conversations/overdue-sessions.ts";
import type { BotPurse } from "./bot-admission.ts";
import type { Desk } from "../context.ts";
import type { Knowledge } from "../knowledge/article-indexes.ts";
import { repeatWords, type Run, runTurn } from "./run-bot-turn.ts";

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

/** A runner that asks what `desk` reaches, with passages from `knowledge`, as far as `purse` lets it. */
export function createBotRunner(desk: Desk, knowledge: Knowledge, purse: BotPurse): BotRunner {
  return new Runner(desk, knowledge, purse);
}

class Runner implements BotRunner {
  readonly #desk: Desk;
  readonly #knowledge: Knowledge;
  readonly #purse: BotPurse;
  readonly #running = new Map<TurnId, Run>();
  readonly #work = new Set<Promise<void>>();
  readonly #troubles = new Map<OrgId, Trouble>();

  constructor(desk: Desk, knowledge: Knowledge, purse: BotPurse) {
    this.#desk = desk;
    this.#knowledge = knowledge;
    this.#purse = purse;
    desk.whispers.onAsk((orgId, sessionId) => {
      for (const run of this.#running.values())
        if (run.orgId === orgId && run.sessionId === sessionId) repeatWords(desk, run);
    });
  }

  heed(orgId: OrgId, facts: readonly NumberedFact[]): void {
    for (const { fact } of facts) {
      if (fact.kind === "bot-turn-started") this.#start(orgId, fact.sessionId, fact.turn);
      if (fact.kind === "bot-turn-stopped" || fact.kind === "bot-turn-failed")
        this.#running.get(fact.turnId)?.stop.abort();
      if (fact.kind === "erased") this.#fallSilent(({ sessionId }) => fact.sessions.includes(sessionId));
      if (fact.kind === "organization-erased") this.#fallSilent((run) => run.orgId === orgId);
    }
  }

  async attend(): Promise<void> {
    const before = new Map(this.#running);
    const open = await listOpenTurns(this.#desk.store, this.#desk.instanceId);
    const ours = new Map(open.map(({ session }) => [session.botTurn?.turnId, session.botTurn?.attempt]));
    for (const [turnId, { turn, stop }] of before) if (ours.get(turnId) !== turn.attempt) stop.abort();
    for (const { orgId, session } of open) {
      const turn = session.botTurn;
      // One that ran when we asked and runs no more has just been answered.
      if (turn !== null && !before.has(turn.turnId)) this.#start(orgId, session.id, turn);
    }
  }

  trouble(orgId: OrgId): Trouble | null {
    return this.#troubles.get(orgId) ?? null;
  }

  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  /** There is nobody left to be answered. */
  #fallSilent(isGone: (run: Run) => boolean): void {
    for (const run of this.#running.values()) if (isGone(run)) run.stop.abort();
  }

  #start(orgId: OrgId, sessionId: SessionId, turn: BotTurn): void {
    const before = this.#running.get(turn.turnId);
    if (before?.turn.attempt === turn.attempt) return;
    // The same turn once more: whoever ran it before was given up.
    before?.stop.abort();
    if (turn.instanceId !== this.#desk.instanceId) return;
    const run: Run = { orgId, sessionId, turn, stop: new AbortController(), said: "" };
    this.#running.set(turn.turnId, run);
    const done = this.#take(run)
      .catch((error: unknown) => this.#desk.report("a chatbot's turn", error))
      .finally(() => {
        if (this.#running.get(turn.turnId) === run) this.#running.delete(turn.turnId);
        this.#work.delete(done);
      });
    this.#work.add(done);
  }

  #take(run: Run): Promise<void> {
    const { orgId } = run;
    return runTurn(
      {
        desk: this.#desk,
        knowledge: this.#knowledge,
        purse: this.#purse,
        heed: (facts) => this.heed(orgId, facts),
        note: (cause) => {
          if (cause === null) this.#troubles.delete(orgId);
          else this.#troubles.set(orgId, { cause, at: this.#desk.now() });
        },
      },
      run,
    );
  }
}

import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import type { OrgId, SessionId, TurnId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { BotTurn } from "#domain/model/session.ts";
import type { BotAdmission } from "./bot-admission.ts";
import type { ServiceContext } from "../context.ts";
import type { ArticleIndexes } from "../knowledge/article-indexes.ts";
import { republishText, type RunningTurn, runBotTurn } from "./run-bot-turn.ts";
import { listOpenBotTurns } from "../../db/conversations/open-bot-turns.ts";

interface LastFailure {
  cause: BotFailureCause;
  at: Instant;
}

/** Runs the chatbot's turns of this process. Nothing else waits for a model. */
export interface BotRunner {
  /** Applies facts recorded here: starts turns that this process runs, and aborts turns that have ended. */
  onFacts(orgId: OrgId, facts: readonly NumberedFact[]): void;
  /**
   * Reads from the database which turns this process must run, starts those that are missing, and aborts the others.
   * Covers facts that were missed.
   */
  reconcile(): Promise<void>;
  /** The last failure of the company's chatbot in this process; `null` if it answered. */
  lastFailure(orgId: OrgId): LastFailure | null;
  /** Resolves when no turn runs. */
  idle(): Promise<void>;
}

/** Creates the runner of turns on `services`, with passages from `knowledge`, within the limits of `admission`. */
export function createBotRunner(
  services: ServiceContext,
  knowledge: ArticleIndexes,
  admission: BotAdmission,
): BotRunner {
  return new TurnRunner(services, knowledge, admission);
}

class TurnRunner implements BotRunner {
  readonly #services: ServiceContext;
  readonly #knowledge: ArticleIndexes;
  readonly #admission: BotAdmission;
  readonly #running = new Map<TurnId, RunningTurn>();
  readonly #work = new Set<Promise<void>>();
  readonly #lastFailures = new Map<OrgId, LastFailure>();

  constructor(services: ServiceContext, knowledge: ArticleIndexes, admission: BotAdmission) {
    this.#services = services;
    this.#knowledge = knowledge;
    this.#admission = admission;
    services.ephemeralEvents.onReplayRequest((orgId, sessionId) => {
      for (const run of this.#running.values())
        if (run.orgId === orgId && run.sessionId === sessionId) republishText(services, run);
    });
  }

  onFacts(orgId: OrgId, facts: readonly NumberedFact[]): void {
    for (const { fact } of facts) {
      if (fact.kind === "bot-turn-started") this.#start(orgId, fact.sessionId, fact.turn);
      if (fact.kind === "bot-turn-stopped" || fact.kind === "bot-turn-failed")
        this.#running.get(fact.turnId)?.stop.abort();
      if (fact.kind === "erased") this.#abortRuns(({ sessionId }) => fact.sessions.includes(sessionId));
      if (fact.kind === "organization-erased") this.#abortRuns((run) => run.orgId === orgId);
    }
  }

  async reconcile(): Promise<void> {
    const before = new Map(this.#running);
    const open = await listOpenBotTurns(this.#services.store, this.#services.instanceId);
    const held = new Map(open.map(({ session }) => [session.botTurn?.turnId, session.botTurn?.attempt]));
    for (const [turnId, { turn, stop }] of before) if (held.get(turnId) !== turn.attempt) stop.abort();
    for (const { orgId, session } of open) {
      const turn = session.botTurn;
      // A turn that ran before the query and does not run now has just ended.
      if (turn !== null && !before.has(turn.turnId)) this.#start(orgId, session.id, turn);
    }
  }

  lastFailure(orgId: OrgId): LastFailure | null {
    return this.#lastFailures.get(orgId) ?? null;
  }

  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  /** Aborts runs that are over, for example because the session has ended and nobody waits for an answer. */
  #abortRuns(isOver: (run: RunningTurn) => boolean): void {
    for (const run of this.#running.values()) if (isOver(run)) run.stop.abort();
  }

  #start(orgId: OrgId, sessionId: SessionId, turn: BotTurn): void {
    const before = this.#running.get(turn.turnId);
    if (before?.turn.attempt === turn.attempt) return;
    // This is the same turn again, because its previous attempt was given up.
    before?.stop.abort();
    if (turn.instanceId !== this.#services.instanceId) return;
    const run: RunningTurn = {
      orgId,
      sessionId,
      turn,
      stop: new AbortController(),
      publishedText: "",
      restarts: 0,
    };
    this.#running.set(turn.turnId, run);
    const done = this.#take(run)
      .catch((error: unknown) => this.#services.report("running a chatbot's turn", error))
      .finally(() => {
        if (this.#running.get(turn.turnId) === run) this.#running.delete(turn.turnId);
        this.#work.delete(done);
      });
    this.#work.add(done);
  }

  #take(run: RunningTurn): Promise<void> {
    const { orgId } = run;
    return runBotTurn(
      {
        services: this.#services,
        knowledge: this.#knowledge,
        admission: this.#admission,
        onFacts: (facts) => this.onFacts(orgId, facts),
        onOutcome: (cause) => {
          if (cause === null) this.#lastFailures.delete(orgId);
          else this.#lastFailures.set(orgId, { cause, at: this.#services.now() });
        },
      },
      run,
    );
  }
}

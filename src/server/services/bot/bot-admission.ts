import {
  afterBotFailure,
  type Allowance,
  type BotBudget,
  isWithinAllowance,
  type BotHealth,
  HEALTHY_BOT,
  isFailureOfServer,
  estimateTokens,
  type Usage,
  addUsage,
} from "#domain/bot/bot-budget.ts";
import type { BotFailureCause } from "#domain/model/bot-failure-cause.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { BotFailure } from "../../bots/contract/bot-failure.ts";
import { BoundedMap } from "../../limits/bounded-map.ts";
import { createSteadyClock } from "../../limits/steady-clock.ts";
import { Semaphore } from "../../limits/semaphore.ts";

/** The customer and the chatbot of a question. */
export interface AdmissionRequest {
  orgId: OrgId;
  sessionId: SessionId;
  customerId: CustomerId;
  /** A key for the chatbot and its settings. */
  endpoint: string;
}

type Outcome = BotFailureCause | null | "stopped";

/** A question that may be sent. It must be ended once. */
export interface AdmittedQuestion {
  /**
   * Reports the outcome (a failure, none, or that it was cancelled) and the number of characters sent and received.
   */
  end: (outcome: Outcome, characters: number) => void;
}

/** Decides whether a chatbot may be called once more. It counts in this process, with bounded memory. */
export interface BotAdmission {
  /**
   * Waits for a free place where too many calls of the company run at once.
   *
   * @throws BotFailure `over-budget`, or the last failure while the chatbot's server is in its cooldown; the signal's
   * reason
   */
  admit: (request: AdmissionRequest, signal: AbortSignal) => Promise<AdmittedQuestion>;
}

/** Admits every question: no budget, no queue, no cooldown. */
export const UNLIMITED_BOT_ADMISSION: BotAdmission = { admit: async () => ({ end() {} }) };

/** Creates an admission with a budget per chat, customer and company. `clock` returns milliseconds, and may be set back. */
export function createBotAdmission(budget: BotBudget, clock: () => Instant): BotAdmission {
  return new CountingBotAdmission(budget, createSteadyClock(clock));
}

interface EndpointHealth extends BotHealth {
  cause: BotFailureCause;
}

class CountingBotAdmission implements BotAdmission {
  readonly #budget: BotBudget;
  readonly #now: () => Instant;
  readonly #used = new BoundedMap<string, Usage>();
  readonly #health = new BoundedMap<string, EndpointHealth>();
  readonly #semaphores = new Map<OrgId, Semaphore>();

  constructor(budget: BotBudget, now: () => Instant) {
    this.#budget = budget;
    this.#now = now;
  }

  async admit(request: AdmissionRequest, signal: AbortSignal): Promise<AdmittedQuestion> {
    this.#refuse(request);
    const semaphore = this.#semaphores.get(request.orgId) ?? new Semaphore(this.#budget.maxConcurrent);
    this.#semaphores.set(request.orgId, semaphore);
    await semaphore.enter(signal);
    try {
      // Calls ahead in the queue may have failed, or used up the rest of the budget.
      this.#refuse(request);
    } catch (error) {
      this.#leave(request.orgId, semaphore);
      throw error;
    }
    for (const [key, allowance] of this.#counted(request)) this.#use(key, allowance, 1);
    return {
      end: (outcome, characters) => {
        this.#leave(request.orgId, semaphore);
        this.#use(tokensKey(request), this.#budget.tokens, estimateTokens(characters));
        if (outcome !== "stopped") this.#recordOutcome(request.endpoint, outcome);
      },
    };
  }

  /** Refuses a request that is over its budget, or in a cooldown. @throws BotFailure */
  #refuse(request: AdmissionRequest): void {
    const now = this.#now();
    const health = this.#health.get(request.endpoint);
    if (health !== undefined && health.coolsDownUntil > now) throw new BotFailure(health.cause);
    const all: [string, Allowance][] = [...this.#counted(request), [tokensKey(request), this.#budget.tokens]];
    const isAllowed = all.every(([key, allowance]) =>
      isWithinAllowance(this.#used.get(key) ?? null, allowance, now),
    );
    if (!isAllowed) throw new BotFailure("over-budget");
  }

  #counted({ orgId, sessionId, customerId }: AdmissionRequest): [string, Allowance][] {
    const { perSession, perCustomer, perOrganization } = this.#budget;
    return [
      [sessionId, perSession],
      [customerId, perCustomer],
      [orgId, perOrganization],
    ];
  }

  #use(key: string, allowance: Allowance, cost: number): void {
    this.#used.set(key, addUsage(this.#used.get(key) ?? null, allowance, this.#now(), cost));
  }

  #recordOutcome(endpoint: string, failure: BotFailureCause | null): void {
    if (failure === null) return this.#health.delete(endpoint);
    if (!isFailureOfServer(failure)) return;
    const before = this.#health.get(endpoint) ?? HEALTHY_BOT;
    this.#health.set(endpoint, {
      ...afterBotFailure(before, this.#budget.cooldown, this.#now()),
      cause: failure,
    });
  }

  #leave(orgId: OrgId, semaphore: Semaphore): void {
    semaphore.leave();
    if (semaphore.isEmpty) this.#semaphores.delete(orgId);
  }
}

function tokensKey({ orgId }: AdmissionRequest): string {
  return `tokens of ${orgId}`;
}

import {
  afterBotFailure,
  type Allowance,
  type BotBudget,
  isWithinAllowance,
  type BotHealth,
  HEALTHY_BOT,
  estimateTokens,
  type Usage,
  addUsage,
} from "#domain/bot/bot-budget.ts";
import type { BotFailureCause } from "#domain/model/bot-failure.ts";
import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import { BotFailure } from "../../bots/contract/bot-failure.ts";
import { Semaphore } from "./semaphore.ts";

/** Who asks which chatbot. */
export interface AdmissionRequest {
  orgId: OrgId;
  sessionId: SessionId;
  customerId: CustomerId;
  /** Tells one chatbot from another, and from itself with other settings. */
  endpoint: string;
}

type Outcome = BotFailureCause | null | "stopped";

/** A question that may be asked. Ends once. */
export interface AdmittedQuestion {
  /** Tells what became of it: a failure, none, or that it was called off; and the characters that went to and fro. */
  end: (outcome: Outcome, characters: number) => void;
}

/** Decides whether a chatbot may be asked once more. Counted in this process, with a bounded memory. */
export interface BotAdmission {
  /**
   * Waits for the company's turn, where many are asked at once.
   *
   * @throws BotFailure `over-budget`, or what failed last while the chatbot's server is left alone; the signal's reason
   */
  admit: (asker: AdmissionRequest, signal: AbortSignal) => Promise<AdmittedQuestion>;
}

/** Asks nobody for anything. */
export const UNLIMITED_BOT_ADMISSION: BotAdmission = { admit: async () => ({ end() {} }) };

const KEYS_MAX = 20_000;

/** A purse per chat, customer and company. `now` is epoch milliseconds. */
export function createBotAdmission(budget: BotBudget, now: () => Instant): BotAdmission {
  return new CountingBotAdmission(budget, now);
}

interface EndpointHealth extends BotHealth {
  cause: BotFailureCause;
}

class CountingBotAdmission implements BotAdmission {
  readonly #budget: BotBudget;
  readonly #now: () => Instant;
  readonly #used = new Map<string, Usage>();
  readonly #health = new Map<string, EndpointHealth>();
  readonly #lines = new Map<OrgId, Semaphore>();

  constructor(budget: BotBudget, now: () => Instant) {
    this.#budget = budget;
    this.#now = now;
  }

  async admit(asker: AdmissionRequest, signal: AbortSignal): Promise<AdmittedQuestion> {
    this.#refuse(asker);
    const line = this.#lines.get(asker.orgId) ?? new Semaphore(this.#budget.maxConcurrent);
    this.#lines.set(asker.orgId, line);
    await line.enter(signal);
    try {
      // What stood in front may have failed, or have used up what was left.
      this.#refuse(asker);
    } catch (error) {
      this.#leave(asker.orgId, line);
      throw error;
    }
    for (const [key, allowance] of this.#counted(asker)) this.#use(key, allowance, 1);
    return {
      end: (outcome, characters) => {
        this.#leave(asker.orgId, line);
        this.#use(tokensKey(asker), this.#budget.tokens, estimateTokens(characters));
        if (outcome !== "stopped") this.#note(asker.endpoint, outcome);
      },
    };
  }

  /** @throws BotFailure */
  #refuse(asker: AdmissionRequest): void {
    const now = this.#now();
    const patient = this.#health.get(asker.endpoint);
    if (patient !== undefined && patient.coolsDownUntil > now) throw new BotFailure(patient.cause);
    const all: [string, Allowance][] = [...this.#counted(asker), [tokensKey(asker), this.#budget.tokens]];
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
    remember(this.#used, key, addUsage(this.#used.get(key) ?? null, allowance, this.#now(), cost));
  }

  #note(line: string, failure: BotFailureCause | null): void {
    if (failure === null) return void this.#health.delete(line);
    const before = this.#health.get(line) ?? HEALTHY_BOT;
    remember(this.#health, line, {
      ...afterBotFailure(before, this.#budget.cooldown, this.#now()),
      cause: failure,
    });
  }

  #leave(orgId: OrgId, line: Semaphore): void {
    line.leave();
    if (line.isEmpty) this.#lines.delete(orgId);
  }
}

function tokensKey({ orgId }: AdmissionRequest): string {
  return `tokens of ${orgId}`;
}

function remember<T>(into: Map<string, T>, key: string, value: T): void {
  into.delete(key);
  into.set(key, value);
  if (into.size <= KEYS_MAX) return;
  for (const oldest of into.keys()) return void into.delete(oldest);
}

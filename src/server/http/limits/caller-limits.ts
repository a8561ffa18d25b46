import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";
import type { Millis } from "#domain/model/instant.ts";
import type { CallerLimits } from "../../api/procedures/call-context.ts";
import { createCooldowns } from "../../limits/cooldown.ts";
import { takeAll } from "../../limits/limit.ts";
import { LIMITS } from "./limits.ts";
import { createRateLimiter, type RateLimitMode } from "../../limits/rate-limiter.ts";

/** The limits, with the cooldown that is checked before a customer is admitted. */
export interface CallerLimitsWithCooldown extends CallerLimits {
  /** How long all of a customer's calls are still refused; 0 without a cooldown. */
  cooldownMs: (customerId: CustomerId) => Millis;
}

interface Deps {
  mode: RateLimitMode;
  /** Returns epoch milliseconds. */
  now: () => number;
  /** Called when a cooldown starts: the customer's connections must be closed. */
  onCooldown: (customerId: CustomerId) => void;
}

/**
 * Creates the limits of callers, over sockets and single calls alike. They are counted in this process, in bounded
 * memory.
 *
 * A customer who keeps sending while refused, thirty times the burst, gets a cooldown of a minute, because each
 * refusal has a cost too.
 */
export function createCallerLimits({ mode, now, onCooldown }: Deps): CallerLimitsWithCooldown {
  const parts = { mode, now };
  const { customerSessions, customerMessages, memberMutations, sendCooldown } = LIMITS;
  const opening = createRateLimiter(customerSessions.perAddress, parts);
  const openingInAll = createRateLimiter(customerSessions.perOrganization, parts);
  const sending = createRateLimiter(customerMessages.burst, parts);
  const sendingInAll = createRateLimiter(customerMessages.perHour, parts);
  const refusedSends = createRateLimiter(sendCooldown.refusedSends, parts);
  const acting = createRateLimiter(memberMutations, parts);
  const cooldowns = createCooldowns(now);

  return {
    open: (address: string, orgId: OrgId): Millis => takeAll(opening.of(address), openingInAll.of(orgId)),
    send(customerId: CustomerId): Millis {
      const cooldownMs = cooldowns.remainingMs(customerId);
      if (cooldownMs > 0) return cooldownMs;
      const wait = takeAll(sending.of(customerId), sendingInAll.of(customerId));
      if (wait === 0 || refusedSends.take(customerId) === 0) return wait;
      cooldowns.start(customerId, sendCooldown.ms);
      onCooldown(customerId);
      return sendCooldown.ms;
    },
    act: (memberId: MemberId): Millis => acting.take(memberId),
    cooldownMs: (customerId: CustomerId): Millis => cooldowns.remainingMs(customerId),
  };
}

import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";
import type { Millis } from "#domain/model/instant.ts";
import type { CallerLimits } from "../../api/procedures/call-context.ts";
import { createCooldowns } from "../../limits/cooldown.ts";
import { takeAll } from "../../limits/limit.ts";
import { LIMITS } from "./limits.ts";
import { createRateLimiter, type RateLimitMode } from "../../limits/rate-limiter.ts";

/** The limits, with what the door has to know. */
export interface CallerLimitsWithCooldown extends CallerLimits {
  /** How long a customer may not come in at all; 0 for who is welcome. */
  cooldownMs: (customerId: CustomerId) => Millis;
}

interface Deps {
  mode: RateLimitMode;
  /** Epoch milliseconds. */
  now: () => number;
  /** Told at the moment a customer is sent away: their connections are to end. */
  onCooldown: (customerId: CustomerId) => void;
}

/**
 * How much callers may do, whatever door they come by. Counted in this process, with a bounded memory.
 *
 * A customer who is told to wait and goes on regardless, thirty times what may come at once, is sent away for a minute:
 * each refusal costs us something too.
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
      const banned = cooldowns.remainingMs(customerId);
      if (banned > 0) return banned;
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

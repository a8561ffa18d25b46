import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";
import type { Millis } from "#domain/model/instant.ts";
import type { CallerLimits } from "../../api/procedures/call-context.ts";
import { createBans } from "./cooldown.ts";
import { LIMITS } from "./limits.ts";
import { createRateLimiter, type RateLimitMode } from "./rate-limiter.ts";

/** The limits, with what the door has to know. */
export interface LimitsAtTheDoor extends CallerLimits {
  /** How long a customer may not come in at all; 0 for who is welcome. */
  banned: (customerId: CustomerId) => Millis;
}

interface Means {
  mode: RateLimitMode;
  /** Epoch milliseconds. */
  now: () => number;
  /** Told at the moment a customer is sent away: their connections are to end. */
  onBanned: (customerId: CustomerId) => void;
}

/**
 * How much callers may do, whatever door they come by. Counted in this process, with a bounded memory.
 *
 * A customer who is told to wait and goes on regardless, thirty times what may come at once, is sent away for a minute:
 * each refusal costs us something too.
 */
export function createCallerLimits({ mode, now, onBanned }: Means): LimitsAtTheDoor {
  const parts = { mode, now, maxKeys: LIMITS.limiterKeys };
  const { visitorSessions, visitorMessages, memberMutations, ban } = LIMITS;
  const opening = createRateLimiter(visitorSessions.perAddress, parts);
  const openingInAll = createRateLimiter(visitorSessions.perOrganization, parts);
  const sending = createRateLimiter(visitorMessages.burst, parts);
  const sendingInAll = createRateLimiter(visitorMessages.perHour, parts);
  const patience = createRateLimiter(ban.patience, parts);
  const acting = createRateLimiter(memberMutations, parts);
  const bans = createBans(now, LIMITS.limiterKeys);

  return {
    open: (address: string, orgId: OrgId): Millis => opening.take(address) || openingInAll.take(orgId),
    send(customerId: CustomerId): Millis {
      const banned = bans.left(customerId);
      if (banned > 0) return banned;
      const wait = sending.take(customerId) || sendingInAll.take(customerId);
      if (wait === 0 || patience.take(customerId) === 0) return wait;
      bans.add(customerId, ban.ms);
      onBanned(customerId);
      return ban.ms;
    },
    act: (memberId: MemberId): Millis => acting.take(memberId),
    banned: (customerId: CustomerId): Millis => bans.left(customerId),
  };
}

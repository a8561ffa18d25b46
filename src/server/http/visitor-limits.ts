import type { CustomerId, OrgId } from "#domain/ids.ts";
import type { Millis } from "#domain/instant.ts";
import type { VisitorLimits } from "../api/context.ts";
import { LIMITS } from "./limits.ts";
import { createRateLimiter, type RateLimitMode } from "./rate-limit.ts";

/** How much visitors may do, whatever door they come by. Counted in this process, with a bounded memory. */
export function createVisitorLimits(mode: RateLimitMode, now: () => number): VisitorLimits {
  const parts = { mode, now, maxKeys: LIMITS.limiterKeys };
  const { visitorSessions, visitorMessages } = LIMITS;
  const opening = createRateLimiter(visitorSessions.perAddress, parts);
  const openingInAll = createRateLimiter(visitorSessions.perOrganization, parts);
  const sending = createRateLimiter(visitorMessages.burst, parts);
  const sendingInAll = createRateLimiter(visitorMessages.perHour, parts);

  return {
    open: (address: string, orgId: OrgId): Millis => opening.take(address) || openingInAll.take(orgId),
    send: (customerId: CustomerId): Millis => sending.take(customerId) || sendingInAll.take(customerId),
  };
}

import { TRPCError } from "@trpc/server";
import type { Millis } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";

/** Refuses a caller during a cooldown. @throws TRPCError `TOO_MANY_REQUESTS`, with the time left */
export function refuseDuringCooldown(ms: Millis): void {
  if (ms <= 0) return;
  throw new TRPCError({
    code: "TOO_MANY_REQUESTS",
    message: "too-many",
    cause: new Refusal("too-many", null, ms),
  });
}

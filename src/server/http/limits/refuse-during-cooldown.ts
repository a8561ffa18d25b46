import { TRPCError } from "@trpc/server";
import type { Millis } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";

/** Lets nobody in who has to stay away for a while. @throws TRPCError `TOO_MANY_REQUESTS`, with how long */
export function refuseDuringCooldown(ms: Millis): void {
  if (ms <= 0) return;
  throw new TRPCError({
    code: "TOO_MANY_REQUESTS",
    message: "too-many",
    cause: new Refusal("too-many", null, ms),
  });
}

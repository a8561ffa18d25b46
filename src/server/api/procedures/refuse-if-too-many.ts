import type { Millis } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";

/** Accepts a call without a wait. @throws {Refusal} `too-many`, with how long to wait */
export function refuseIfTooMany(ms: Millis): void {
  if (ms > 0) throw new Refusal("too-many", null, ms);
}

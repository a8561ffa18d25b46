import type { Millis } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";

/** Refuses a call that must wait `ms`; 0 lets it pass. @throws {Refusal} `too-many`, with the time to wait */
export function refuseIfTooMany(ms: Millis): void {
  if (ms > 0) throw new Refusal("too-many", null, ms);
}

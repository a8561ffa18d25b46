import type { Millis } from "#domain/instant.ts";
import { Refusal } from "#domain/refusal.ts";

/** Lets through what need not wait. @throws {Refusal} `too-many`, with how long to wait */
export function refuseWait(ms: Millis): void {
  if (ms > 0) throw new Refusal("too-many", null, ms);
}

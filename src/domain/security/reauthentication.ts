import { MINUTE, type Instant, type Millis } from "../model/instant.ts";

/**
 * After this time, changes of access or of where secrets are sent require the password again (OWASP ASVS 5.0 §7.5).
 */
const PROOF_MAX_AGE_MS: Millis = 10 * MINUTE;

/** By how much clocks of instances may differ. */
const CLOCK_TOLERANCE_MS: Millis = MINUTE;

/**
 * Whether a signed-in user has to authenticate again before a sensitive action.
 *
 * @param provenAt - when they last entered their password, and their code if they have a second step
 */
export function needsReauthentication(provenAt: Instant, now: Instant): boolean {
  const ageMs = now - provenAt;
  // One from the future is from before the clock was set back, and nobody knows how old it is.
  return ageMs > PROOF_MAX_AGE_MS || ageMs < -CLOCK_TOLERANCE_MS;
}

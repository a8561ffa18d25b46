import { MINUTE, type Instant, type Millis } from "../model/instant.ts";

/** OWASP ASVS 5.0 §7.5: what changes who may come in, or where secrets go, asks for the password anew after this. */
const PROOF_MAX_AGE_MS: Millis = 10 * MINUTE;

/**
 * Whether whoever signed in has to show anew that it is them, before something that matters.
 *
 * @param provenAt - when they last typed their password, and their code where they have a second step
 */
export function needsReauthentication(provenAt: Instant, now: Instant): boolean {
  return now - provenAt > PROOF_MAX_AGE_MS;
}

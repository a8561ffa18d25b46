import type { SignInFault, SignInMethod } from "../model/sign-in-method.ts";

/**
 * A security-relevant event, written to the server's log. It contains ids and names of procedures, never names of
 * people, texts or secrets. `from` is the caller's address range, of which the log contains only a pseudonym.
 */
export type SecurityEvent =
  | { kind: "signed-in"; user: string; way: SignInMethod; from: string }
  | { kind: "sign-in-failed"; fault: SignInFault; from: string }
  /** A user's connections are closed because they signed out, were deactivated, or their permissions changed. */
  | { kind: "access-ended"; of: string }
  | { kind: "refused"; what: string; why: string; by: string; from: string }
  /** A request was rejected by a rate limit. */
  | { kind: "slowed"; what: string; from: string }
  /** A request had the origin of another site. */
  | { kind: "other-site"; what: string; origin: string; from: string }
  /** A chatbot's address pointed to a forbidden network. */
  | { kind: "address-blocked"; host: string };

/** Logs a security event. */
export type LogSecurityEvent = (event: SecurityEvent) => void;
